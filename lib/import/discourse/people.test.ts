import { describe, expect, test } from "vitest"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { findOldAddress } from "#lib/db/patterns/site.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { archiveOf, sourcePost, sourceSinglePost, sourceTopic } from "#lib/testing/discourse.ts"
import { importedTopic, post, tableForEach } from "#lib/testing/imported.ts"
import { someone } from "#lib/testing/people.ts"
import { wrongImportedFigures } from "#lib/testing/recount-import.ts"
import { importDiscourse } from "./import.ts"

tableForEach()

describe("people", () => {
  test("who were renamed are known by all their names", async () => {
    const folder = archiveOf({
      "1.json": sourceSinglePost({ id: 1, topic_id: 3, post_number: 1, username: "OldJory", raw: "Hello" }),
      "2.json": sourceSinglePost({
        id: 2,
        topic_id: 3,
        post_number: 2,
        username: "JorySails",
        raw: "Renamed.",
      }),
      "3.json": sourceSinglePost({
        id: 3,
        topic_id: 3,
        post_number: 3,
        username: "ines",
        user_id: 2,
        raw: '[quote="OldJory, post:1"]\nHello\n[/quote]\nHello @oldjory and @nobody',
      }),
    })
    await importDiscourse(folder)
    const { posts } = await importedTopic(3)
    expect(posts[0]!.author).toEqual(posts[1]!.author)
    expect(posts[0]!.author.name).toBe("JorySails")
    expect(posts[2]!.html).toContain('href="/u/JorySails">JorySails</a>')
    expect(posts[2]!.html).toContain(`/p/${posts[0]!.id.toLowerCase()}`)
    expect(posts[2]!.html).toContain("@JorySails</a>")
    expect(posts[2]!.html).not.toContain("/u/nobody")
    expect((await findOldAddress("discourse#u#oldjory"))?.to).toEqual({ kind: "member", name: "JorySails" })
  })

  test("whose names are impossible or taken here get the nearest free one", async () => {
    await someone("Nele")
    const names = ["nele", "ab", "a-name-of-more-than-twenty-letters", "system", "İstanbul_ile"]
    const stream = names.map((username, i) => post(i + 1, i + 1, { username, user_id: 50 + i }))
    const report = await importDiscourse(archiveOf({ "22.json": sourceTopic(22, stream) }))
    const { posts } = await importedTopic(22)
    const given = posts.map(({ author }) => author.name)
    expect(given[0]).toBe("nele-2")
    expect(given[1]).toBe("ab-2")
    expect(given[2]).toBe("a-name-of-more-than")
    expect(given[3]).not.toMatch(/system/i)
    expect(new Set(given.map(skeletonOf)).size).toBe(names.length)
    expect((await findOldAddress("discourse#u#nele"))?.to).toEqual({ kind: "member", name: "nele-2" })
    expect(report.members).toMatchObject({ written: 5, kept: 0 })
  })

  test("of deleted accounts are somebody all the same", async () => {
    const stream = [post(1, 1, { username: null, user_id: null })]
    await importDiscourse(archiveOf({ "22.json": sourceTopic(22, stream) }))
    expect((await importedTopic(22)).posts[0]!.author.name).toMatch(/^member-\d+$/)
  })
})

describe("categories", () => {
  test("have their names, colours and levels where the source tells them; closed ones stay closed", async () => {
    const one = (id: number, category_id: number) =>
      sourceTopic(id, [sourcePost({ id, topic_id: id, post_number: 1 })], { category_id })
    await importDiscourse(
      archiveOf({
        "site.json": {
          categories: [
            { id: 1, name: "Boats", color: "00ff00", description_text: "All of them" },
            { id: 2, name: "Small boats", parent_category_id: 1 },
            { id: 3, name: "Tiny boats", parent_category_id: 2 },
            { id: 4, name: "Office", read_restricted: true },
          ],
        },
        "2.json": one(2, 2),
        "3.json": one(3, 3),
        "4.json": one(4, 4),
        "11.json": one(11, 11),
      }),
    )
    const found = (await listCategories()).map(({ id, name, parent, readers }) => [id, name, parent, readers])
    expect(found.sort()).toEqual([
      ["boats", "Boats", undefined, "everyone"],
      ["category-11", "Category 11", undefined, "everyone"],
      ["office", "Office", undefined, "staff"],
      ["small-boats", "Small boats", "boats", "everyone"],
      ["tiny-boats", "Tiny boats", "boats", "everyone"],
    ])
    expect((await listCategories()).find(({ id }) => id === "boats")?.hue).toBe(120)
    expect((await findOldAddress("discourse#c#11"))?.to).toEqual({
      kind: "category",
      category: "category-11",
    })
    // What lies in closed ones is in no member's public figures.
    expect(await wrongImportedFigures()).toEqual([])
  })
})
