/** What remains to be done after a member has left: their name or their words go, and all that was kept for them. */
import { nowIso } from "#lib/base/clock.ts"
import type { Write } from "#lib/db/commit.ts"
import type { Removal } from "#lib/db/items/entity.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { keptUnder, likesOf, type Place, readStatesFrom } from "#lib/db/patterns/belongings.ts"
import { postsFrom } from "#lib/db/patterns/posts.ts"
import { REVISIONS_PER_PAGE, revisionsOf } from "#lib/db/patterns/revisions.ts"
import { getSaga, sagaOfMember } from "#lib/db/patterns/sagas.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { uploadsOf } from "#lib/db/patterns/uploads.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { clearAnswer } from "#lib/db/writes/answers.ts"
import {
  bareProfile,
  deleteRevision,
  deleteSagaPart,
  eraseExcerpt,
  eraseKept,
  erasePost,
  eraseReaction,
  eraseTopic,
  renameInRevision,
} from "#lib/db/writes/leaving.ts"
import { deleteTagTopic } from "#lib/db/writes/tags.ts"
import { deleteUpload, deleteUploadUsage, eraseUpload } from "#lib/db/writes/uploads.ts"
import { archiveEnds, EXPORTING } from "#lib/forum/exporting.ts"
import { LEAVING } from "#lib/forum/leaving.ts"
import { t } from "#lib/words/t.ts"
import { NOTHING, type SagaKind, type Step, type Turn, type Work, WRITES_A_TURN } from "./contract.ts"
import { memberOf, sinceStart, spreading } from "./spreading.ts"
import { toldOfLikes, toldOfPosts } from "./telling.ts"
import { postByPost, type Thorough } from "./walking.ts"

const removesWords = (saga: Saga): boolean => saga.input.writings === "remove"
const either =
  (remove: Work, keep: Work): Work =>
  (saga, cursor) =>
    (removesWords(saga) ? remove : keep)(saga, cursor)

/** An item and its mirror each. */
const KEPT_A_TURN = Math.floor(WRITES_A_TURN / 2)
/** A part has up to 200 kB, and a transaction 4 MB with what it deletes. */
const PARTS_A_TURN = 12

/** Every word of theirs, one post a turn: a post may have many sources. */
const words = (thorough: Thorough): Work => postByPost(thorough, wordsOf)

async function wordsOf(saga: Saga, post: Post): Promise<Turn> {
  const { present } = await memberOf(saga)
  const sources = await revisionsOf(post.id)
  if (post.erasedAt && sources.length === 0) return NOTHING
  const gone = sources.map(deleteRevision)
  // The sources of an old post may be too many for one turn: then it is its turn again.
  if (sources.length === REVISIONS_PER_PAGE) return { writes: gone, next: "again" }
  const removed: Removal = {
    by: present,
    at: nowIso(),
    why: t("sagas.author-left"),
    byStaff: false,
  }
  const topic = await findTopic(post.topic, { consistent: true })
  const writes: (Write | undefined)[] = [...gone, erasePost(post, removed)]
  if (topic?.answer?.post === post.id) writes.push(clearAnswer(topic, post.id))
  if (topic?.firstPost === post.id) {
    const isAlone = (await postsFrom(topic.id, { limit: 2, consistent: true })).length === 1
    writes.push(isAlone ? eraseTopic(topic, removed) : eraseExcerpt(topic))
    if (isAlone && !topic.removed) writes.push(...topic.tags.map((tag) => deleteTagTopic(tag, topic.id)))
  }
  return { writes: writes.filter((write) => write !== undefined), done: 1 }
}

/** The name beside the sources of what stays. */
const sources = (thorough: Thorough): Work =>
  postByPost(thorough, async (saga, post, on) => {
    const { present } = await memberOf(saga)
    const some = await revisionsOf(post.id, on as number | undefined)
    const writes = some
      .filter(({ editor }) => editor.id === present.id && editor.name !== present.name)
      .map((revision) => renameInRevision(revision, present))
    return { writes, ...(some.length === REVISIONS_PER_PAGE && { next: some.at(-1)!.n }) }
  })

/** Likes go with their giver; what they had liked loses them. */
const likes: Work = async (saga, cursor) => {
  const user = String(saga.input.user)
  const { after, skip = 0 } = (cursor as { after?: Place; skip?: number } | undefined) ?? {}
  const { items, next } = await readStatesFrom(user, { limit: WRITES_A_TURN, ...(after && { after }) })
  const liked = items.flatMap((state) => [...(state.likes ?? [])])
  const there = await likesOf(user, liked.slice(skip, skip + WRITES_A_TURN))
  const isMore = skip + WRITES_A_TURN < liked.length
  const place = isMore ? { after, skip: skip + WRITES_A_TURN } : next && { after: next }
  return {
    writes: there.map(({ post }) => eraseReaction(post, user)),
    done: there.length,
    ...(place && { next: place }),
  }
}

/** All archives that were made for them, the newest first: each knows the one before it. */
const archives: Work = async (saga, cursor) => {
  const { id, from = 1 } = (cursor as { id?: string; from?: number } | undefined) ?? {}
  const made = id ? await getSaga(id) : await sagaOfMember(String(saga.input.user), EXPORTING)
  if (!made) return NOTHING
  const last = Math.min(Number(made.data.parts ?? 0), from + PARTS_A_TURN - 1)
  if (last < from) {
    // What is not to be fetched any more runs out by itself.
    const { before } = made.input
    return before && isRecent(made) ? { writes: [], next: { id: String(before) } } : NOTHING
  }
  const numbers = Array.from({ length: last - from + 1 }, (_, i) => from + i)
  return { writes: numbers.map((n) => deleteSagaPart(made.id, n)), next: { id: made.id, from: last + 1 } }
}

const isRecent = (archive: Saga): boolean => archiveEnds(archive) > nowIso()

/** Everything that is kept under them, whatever its kind. It begins anew each time: what was there is gone. */
export const erasingKept: Work = async (saga) => {
  const user = String(saga.input.user)
  const { items } = await keptUnder(user, { limit: KEPT_A_TURN })
  const writes = eraseKept(user, items)
  return { writes, done: writes.length, ...(writes.length > 0 && { next: "more" }) }
}

/** Their pictures go with their words. */
const allPictures: Work = async (saga) => {
  const user = String(saga.input.user)
  const { items } = await uploadsOf(user, { limit: WRITES_A_TURN })
  if (items.length === 0) return { writes: [deleteUploadUsage(user)] }
  return { writes: items.map(eraseUpload), done: items.length, next: "more" }
}

/** Those that are in what stays, stay with it; one of the others a turn, because each is taken from one sum. */
export const erasingUnusedPictures: Work = async (saga, cursor) => {
  const { after } = (cursor as { after?: Place } | undefined) ?? {}
  const at = { limit: WRITES_A_TURN, ...(after && { after }) }
  const { items, next } = await uploadsOf(String(saga.input.user), at)
  const [first, second] = items.filter(({ uses }) => !uses)
  const writes = first ? deleteUpload(first, { unused: true }) : []
  if (second) return { writes, next: after ? { after } : {} }
  return { writes, ...(next && { next: { after: next } }) }
}

const profile: Work = async (saga) => {
  const user = await getUser(String(saga.input.user), { consistent: true })
  return user ? { writes: [bareProfile(user)] } : NOTHING
}

const spread = new Map(spreading().map((step) => [step.name, step.turn]))
const skip: Work = async () => NOTHING

function step(name: string, says: () => string, turn: Work): Step {
  return { name, says, turn, noReturn: true }
}

export const leaveForum: SagaKind = {
  kind: LEAVING,
  title: (saga) => (removesWords(saga) ? t("sagas.delete-account") : t("sagas.anonymise-account")),
  forget: ["names"],
  steps: [
    step("topics", () => t("sagas.topics"), spread.get("topics")!),
    step("told", () => t("sagas.told-of-them"), toldOfPosts()),
    step("told-likes", () => t("sagas.told-of-their-likes"), toldOfLikes()),
    step("posts", () => t("sagas.posts"), either(words("first"), spread.get("posts")!)),
    step("sources", () => t("sagas.sources"), either(skip, sources("first"))),
    step("likes", () => t("sagas.likes"), either(likes, spread.get("likes")!)),
    step("named", () => t("sagas.named-them"), spread.get("named")!),
    step("wait", () => t("sagas.waiting"), spread.get("wait")!),
    step("late-topics", () => t("sagas.written-late"), spread.get("late-topics")!),
    step("late-told", () => t("sagas.told-late"), toldOfPosts("last")),
    step("late-told-likes", () => t("sagas.told-late"), toldOfLikes(sinceStart)),
    step("late-posts", () => t("sagas.written-late"), either(words("last"), spread.get("late-posts")!)),
    step("late-sources", () => t("sagas.written-late"), either(skip, sources("last"))),
    step("late-likes", () => t("sagas.liked-late"), either(likes, spread.get("late-likes")!)),
    step("late-named", () => t("sagas.named-them-late"), spread.get("late-named")!),
    step("archives", () => t("sagas.archives"), archives),
    step("pictures", () => t("sagas.pictures"), either(allPictures, erasingUnusedPictures)),
    step("kept", () => t("sagas.kept"), erasingKept),
    step("profile", () => t("sagas.profile"), profile),
  ],
}
