/**
 * What was one account's becomes the other one's. The account has ended when this begins, and what it was writing then is
 * waited for: so nothing comes after, but what staff hide or restore meanwhile, and that is looked for once more.
 */

import { nowIso } from "#lib/base/clock.ts"
import type { Write } from "#lib/db/commit.ts"
import type { Person } from "#lib/db/items/entity.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { HeldAccounts, type ReadState } from "#lib/db/items/users.ts"
import {
  appearancesOf,
  keptUnder,
  likesOf,
  readStatesFrom,
  topicsStartedBy,
} from "#lib/db/patterns/belongings.ts"
import { allDrafts, draftOn } from "#lib/db/patterns/drafts.ts"
import { notesOn } from "#lib/db/patterns/notes.ts"
import { inboxOf, notificationsOf } from "#lib/db/patterns/notifications.ts"
import { bookmarkOn } from "#lib/db/patterns/own-lists.ts"
import { findPost, findPosts } from "#lib/db/patterns/posts.ts"
import { readStateOf } from "#lib/db/patterns/reading.ts"
import { REVISIONS_PER_PAGE, revisionsOf } from "#lib/db/patterns/revisions.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { bareProfile } from "#lib/db/writes/leaving.ts"
import {
  giveAccount,
  giveBookmark,
  giveDraft,
  giveNote,
  giveNotification,
  putState,
  shrinkState,
} from "#lib/db/writes/merging-belongings.ts"
import {
  giveAppearance,
  givePost,
  giveReaction,
  giveRevision,
  giveTopic,
} from "#lib/db/writes/merging-members.ts"
import { rewriteAppearance } from "#lib/db/writes/names.ts"
import { countForAuthor } from "#lib/db/writes/users.ts"
import { MERGING_MEMBERS } from "#lib/forum/member-merging.ts"
import { isSameName } from "#lib/forum/names.ts"
import { withOtherName } from "#lib/markup/named.ts"
import { t } from "#lib/words/t.ts"
import { NOTHING, type SagaKind, type Step, type Turn, type Work } from "./contract.ts"
import { erasingKept, erasingUnusedPictures } from "./leave-forum.ts"
import { wait } from "./spreading.ts"
import { pageByPage, postByPost } from "./walking.ts"

const TOPICS_A_TURN = 10
/** Of likes and bookmarks together: two writes each, and four for the states. */
const MARKS_A_TURN = 9
const DRAFTS_A_TURN = 4
const TOLD_A_TURN = 10
/** Each may be as large as a post may be. */
const NAMED_A_TURN = 3

const fromOf = ({ input }: Saga): string => String(input.user)

/** Who stays, as they are called now. */
async function stays({ input }: Saga): Promise<Person> {
  const user = await getUser(String(input.to), { consistent: true })
  if (!user) throw new Error(`There is no member ${input.to}.`)
  return { id: user.id, name: user.name }
}

const topics = pageByPage(topicsStartedBy, TOPICS_A_TURN, "last", async (saga, items) => {
  const into = await stays(saga)
  return turnOf(items.map((topic) => giveTopic(topic, fromOf(saga), into)))
})

/** One a turn: with its sources, and what the row of its topic says of its author. */
const posts = postByPost("last", async (saga, post, on) => {
  const [from, into] = [fromOf(saga), await stays(saga)]
  const some = await revisionsOf(post.id, on as number | undefined)
  const sources = some.filter(({ editor }) => editor.id === from).map((one) => giveRevision(one, from, into))
  if (some.length === REVISIONS_PER_PAGE) return { writes: sources, next: some.at(-1)!.n }
  const topic = await findTopic(post.topic, { consistent: true })
  const stands = [topic?.lastPost.author, topic?.answer?.author].some((author) => author?.id === from)
  return turnOf([
    ...sources,
    givePost(post, from, into),
    stands && topic ? giveTopic(topic, from, into) : undefined,
  ])
})

/** Likes, bookmarks and how far they read, topic by topic; it begins anew each time: what was there has gone over. */
const states: Work = async (saga) => {
  const [from, into] = [fromOf(saga), await stays(saga)]
  const { items } = await readStatesFrom(from, { limit: 1 })
  const [state] = items
  if (!state) return NOTHING
  const before = await readStateOf(into.id, state.topic, { consistent: true })
  const bookmarks = [...(state.bookmarks ?? [])].slice(0, MARKS_A_TURN)
  const likes = [...(state.likes ?? [])].slice(0, MARKS_A_TURN - bookmarks.length)
  const [liked, theirs, marked, found] = await Promise.all([
    likesOf(from, likes),
    likesOf(into.id, likes),
    Promise.all(bookmarks.map((post) => bookmarkOn(from, post))),
    findPosts(likes),
  ])
  const kept = marked.filter((one) => one !== undefined)
  const authors = new Map(found.map((post) => [post.id, post.author.id]))
  // The likes themselves are asked: those that came with an import may be in nobody's state.
  const has = new Set(theirs.map(({ post }) => post))
  const mayLike = (post: string): boolean =>
    authors.has(post) && ![from, into.id].includes(authors.get(post)!) && !has.has(post)
  const takes = liked.filter(({ post }) => mayLike(post)).map(({ post }) => post)
  const marks = kept.map(({ post }) => post)
  const isLast =
    likes.length === (state.likes?.size ?? 0) && bookmarks.length === (state.bookmarks?.size ?? 0)
  const left = {
    ...rest("likes", state.likes, likes),
    ...rest("bookmarks", state.bookmarks, bookmarks),
  }
  return {
    writes: [
      ...liked.flatMap((one) => giveReaction(one, into, takes.includes(one.post))),
      ...kept.flatMap((one) => giveBookmark(one, into.id, !before?.bookmarks?.has(one.post))),
      ...putState(joined(before, state, into.id, { likes: takes, bookmarks: marks }), before),
      ...shrinkState(state, isLast ? undefined : left),
    ],
    done: takes.length + marks.length,
    next: "more",
  }
}

const rest = (name: "likes" | "bookmarks", all: Set<string> | undefined, gone: string[]) => {
  const some = [...(all ?? [])].filter((one) => !gone.includes(one))
  return some.length > 0 ? { [name]: new Set(some) } : {}
}

/** What both have: the later place, the level of who stays unless they have none. */
function joined(
  before: ReadState | undefined,
  from: ReadState,
  user: string,
  came: { likes: string[]; bookmarks: string[] },
): ReadState {
  const likes = new Set([...(before?.likes ?? []), ...came.likes])
  const bookmarks = new Set([...(before?.bookmarks ?? []), ...came.bookmarks])
  const further = (from.lastRead ?? "") > (before?.lastRead ?? "") ? from : before
  const wrote = [before?.wrote ?? "", from.wrote ?? ""].sort().at(-1)
  const level = before?.level ?? from.level
  const chosen = before?.level ? before.chosen : from.chosen
  return {
    ...{ user, topic: from.topic, updatedAt: nowIso() },
    ...(further?.lastRead && { lastRead: further.lastRead }),
    ...(further?.lastNumber !== undefined && { lastNumber: further.lastNumber }),
    ...(likes.size > 0 && { likes }),
    ...(bookmarks.size > 0 && { bookmarks }),
    ...(level && { level }),
    ...(chosen && { chosen }),
    ...(before?.carried && { carried: before.carried }),
    ...(wrote && { wrote }),
  }
}

const drafts: Work = async (saga) => {
  const [from, into] = [fromOf(saga), await stays(saga)]
  const some = (await allDrafts(from)).slice(0, DRAFTS_A_TURN)
  const writes = await Promise.all(
    some.map(async (draft) => {
      const isFree = !draft.discardedAt && !(await draftOn(into.id, draft.place))
      const id = draft.id === from ? into.id : draft.id
      return giveDraft(draft, into.id, { place: draft.place, id }, isFree)
    }),
  )
  return { ...turnOf(writes.flat()), ...(some.length > 0 && { next: "more" }) }
}

/** What they were told comes as read: the other account's inbox counts what is new to it. */
const notifications: Work = async (saga) => {
  const [from, into] = [fromOf(saga), await stays(saga)]
  const [{ items }, { round }] = await Promise.all([
    notificationsOf(from, undefined, { withdrawn: true, consistent: true }),
    inboxOf(into.id, { consistent: true }),
  ])
  const some = items.slice(0, TOLD_A_TURN)
  return {
    ...turnOf(some.flatMap((one) => giveNotification(one, into.id, round))),
    ...(some.length > 0 && { next: "more" }),
  }
}

/** What staff know about one of them they know about both. */
const notes: Work = async (saga) => {
  const into = await stays(saga)
  const some = (await notesOn(fromOf(saga))).items.slice(0, TOLD_A_TURN)
  return {
    ...turnOf(some.flatMap((one) => giveNote(one, into.id))),
    ...(some.length > 0 && { next: "more" }),
  }
}

/** Before anything else: they stand first of what is kept under a member. */
const accounts: Work = async (saga) => {
  const into = await stays(saga)
  const { items } = await keptUnder(fromOf(saga), { limit: TOLD_A_TURN })
  const some = items.filter(({ entityType }) => entityType === "HeldAccount").map(HeldAccounts.decode)
  return {
    ...turnOf(some.flatMap((one) => giveAccount(one, into.id))),
    ...(some.length > 0 && { next: "more" }),
  }
}

/** Where others name, quote or answer them. */
const named: Work = async (saga) => {
  const [from, into] = [fromOf(saga), await stays(saga)]
  const names = (saga.input.names as string[]) ?? []
  const { items } = await appearancesOf(from, { limit: NAMED_A_TURN })
  const found = await Promise.all(items.map(({ post }) => findPost(post, { consistent: true })))
  const writes = found.map((post) => post && rewritten(post, names, from, into))
  return {
    ...turnOf([...writes, ...items.flatMap(({ post }) => giveAppearance(post, from, into.id))]),
    ...(items.length > 0 && { next: "more" }),
  }
}

function rewritten(post: Post, names: string[], from: string, into: Person): Write | undefined {
  const html = withOtherName(post.html, (name) => names.some((one) => isSameName(one, name)), into.name)
  return rewriteAppearance(post, {
    ...(html !== post.html && { html }),
    ...(post.replyTo?.author.id === from && { replyTo: into, answered: from }),
  })
}

const profile: Work = async (saga) => {
  const user = await getUser(fromOf(saga), { consistent: true })
  if (!user) return NOTHING
  const { topicCount: topics, postCount: posts } = user
  const bare = bareProfile({ ...user, topicCount: 0, postCount: 0 })
  return { writes: [bare, countForAuthor(String(saga.input.to), { topics, posts })] }
}

function turnOf(writes: (Write | undefined)[]): Turn {
  const some = writes.filter((write) => write !== undefined)
  return { writes: some, done: some.length }
}

const step = (name: string, says: () => string, turn: Work): Step => ({ name, says, turn, noReturn: true })

export const mergeMembers: SagaKind = {
  kind: MERGING_MEMBERS,
  title: ({ input }) => t("sagas.merge-members", { name: String(input.name), into: String(input.into) }),
  steps: [
    step("accounts", () => t("sagas.accounts"), accounts),
    step("wait", () => t("sagas.waiting"), wait),
    step("topics", () => t("sagas.topics"), topics),
    step("posts", () => t("sagas.posts"), posts),
    step("likes", () => t("sagas.likes"), states),
    step("drafts", () => t("sagas.drafts"), drafts),
    step("told", () => t("sagas.told"), notifications),
    step("notes", () => t("sagas.notes"), notes),
    step("named", () => t("sagas.named-them"), named),
    step("late-wait", () => t("sagas.waiting"), wait),
    step("late-topics", () => t("sagas.written-late"), topics),
    step("late-posts", () => t("sagas.written-late"), posts),
    step("late-named", () => t("sagas.named-them-late"), named),
    step("pictures", () => t("sagas.pictures"), erasingUnusedPictures),
    step("kept", () => t("sagas.kept"), erasingKept),
    step("profile", () => t("sagas.profile"), profile),
  ],
}
