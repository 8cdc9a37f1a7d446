import { beforeAll, describe, expect, test, vi } from "vitest"
import { formatCursor } from "#lib/base/page.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Member } from "#lib/forum/actor.ts"
import { bookmarkPost, unbookmarkPost } from "#lib/forum/bookmarks.ts"
import { changeCategory } from "#lib/forum/categories.ts"
import { takeStance } from "#lib/forum/following.ts"
import { removePost } from "#lib/forum/removal.ts"
import { watchCategory, watchTopic } from "#lib/forum/watching.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { bookmarksPage } from "./bookmarks.ts"
import { loadCategoryWatch, loadStance, loadTopicWatch, loadWatchingSettings, peoplePage } from "./keeping.ts"
import { ownListPage, unreadInCategoriesPage } from "./own-lists.ts"

// Outside of Next nothing is kept: what the table says now is what pages would show.
vi.mock("next/cache", () => ({ unstable_cache: <T>(load: T) => load }))

freshTable()

withoutLimits()

let ann: Member
let open: Category

beforeAll(async () => {
  ann = await someone()
  open = await aCategory()
})

describe("a member's list", () => {
  test("says what is unread in each topic, why it is there, and where reading goes on", async () => {
    const who = await someone()
    const { topic, post } = await aTopic(ann, open)
    await watchTopic(who, { topic, level: "watching" })
    await bookmarkPost(who, { post })
    const view = await ownListPage(who, "unread")
    expect(view?.rows).toMatchObject([{ id: topic, level: "watching", bookmarked: true, unread: true }])
    expect(view?.inCategories).toBeUndefined()
  })

  test("has a second half where categories are followed, with pages of its own", async () => {
    const [who, place] = [await someone(), await aCategory()]
    await watchCategory(who, { category: place.id, level: "tracking" })
    const made: string[] = []
    for (let n = 0; n < 32; n++) made.push((await aTopic(ann, place)).topic)
    await settleFigures()
    const first = (await ownListPage(who, "unread"))?.inCategories
    expect(first?.rows.map(({ id }) => id)).toEqual(made.toReversed().slice(0, 30))
    const rest = await unreadInCategoriesPage(who, formatCursor(first!.older!))
    expect(rest?.rows.map(({ id }) => id)).toEqual(made.slice(0, 2).toReversed())
    expect(rest?.older).toBeUndefined()
  })

  test("is walked page by page, each topic once", async () => {
    const who = await someone()
    const made: string[] = []
    for (let n = 0; n < 35; n++) {
      const { topic } = await aTopic(ann, open)
      await watchTopic(who, { topic, level: "tracking" })
      made.unshift(topic)
    }
    for (const list of ["unread", "watched"] as const) {
      const first = await ownListPage(who, list)
      const second = await ownListPage(who, list, formatCursor(first!.older!))
      expect([...first!.rows, ...second!.rows].map(({ id }) => id)).toEqual(made)
      expect(second?.older).toBeUndefined()
    }
  })

  test("has no page at a cursor that is none", async () => {
    const who = await someone()
    expect(await ownListPage(who, "new", "oldest")).toBeNull()
    expect(await ownListPage(who, "unread", "nonsense")).toBeNull()
    expect(await unreadInCategoriesPage(who, "newer-0-00000000000000000000000000")).toBeNull()
    expect(await bookmarksPage(who, "x")).toBeNull()
  })
})

describe("bookmarks", () => {
  test("are shown with their posts as these are now, without what is removed or not for the member", async () => {
    const [who, place] = [await someone(), await aCategory()]
    const kept = await aTopic(ann, open, { body: "Sails are *mended* here." })
    const hidden = await aTopic(ann, place)
    const removed = await aReply(ann, kept.topic)
    for (const { post } of [kept, hidden, removed]) await bookmarkPost(who, { post, note: "Again." })
    await removePost(ann, { post: removed.post })
    await changeCategory({ kind: "operator" }, place.id, { readers: "staff" })
    const view = await bookmarksPage(who)
    expect(view?.rows).toMatchObject([
      { post: kept.post, isFirst: true, note: "Again.", excerpt: "Sails are mended here.", author: ann.name },
    ])
    await unbookmarkPost(who, { post: kept.post })
    expect(await bookmarksPage(who, undefined, kept.post)).toMatchObject({ rows: [], removed: kept.post })
    expect((await bookmarksPage(who, undefined, hidden.post))?.removed).toBeUndefined()
  })
})

describe("what a member chose", () => {
  test("is on the page where they choose, with where it comes from", async () => {
    const who = await someone()
    const { topic } = await aTopic(ann, open)
    expect(await loadTopicWatch(who, topic)).toMatchObject({ level: "normal", from: "nothing" })
    await watchCategory(who, { category: open.id, level: "tracking" })
    expect(await loadTopicWatch(who, topic)).toMatchObject({ level: "tracking", from: "category" })
    await watchTopic(who, { topic, level: "muted" })
    expect(await loadTopicWatch(who, topic)).toMatchObject({ level: "muted", from: "choice" })
    expect(await loadCategoryWatch(who, open.id)).toMatchObject({ level: "tracking", from: "choice" })
    expect((await loadWatchingSettings(who))?.categories).toMatchObject([{ level: "tracking" }])
  })

  test("is not shown of what they may not see", async () => {
    const [who, place] = [await someone(), await aCategory()]
    const { topic } = await aTopic(ann, place)
    await watchCategory(who, { category: place.id, level: "watching" })
    await changeCategory({ kind: "operator" }, place.id, { readers: "staff" })
    await expect(loadTopicWatch(who, topic)).rejects.toMatchObject({ kind: "not-found" })
    await expect(loadCategoryWatch(who, place.id)).rejects.toMatchObject({ kind: "not-found" })
    expect((await loadWatchingSettings(who))?.categories).toEqual([])
  })

  test("of members is listed for themselves, by names as they are now", async () => {
    const [who, whom] = [await someone(), await someone()]
    await takeStance(who, { member: whom.id, stance: "follow" })
    expect(await peoplePage(who, "following")).toMatchObject({ people: [{ id: whom.id, name: whom.name }] })
    expect(await peoplePage(whom, "followers")).toMatchObject({ people: [{ id: who.id }] })
    expect(await peoplePage(whom, "following")).toMatchObject({ people: [] })
    expect(await loadStance(who, whom.name)).toMatchObject({ stance: "follow", isSelf: false })
    expect(await peoplePage(who, "muted", "nonsense")).toBeNull()
  })
})
