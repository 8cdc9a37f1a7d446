/**
 * What was one account's becomes the other one's. The account has ended when this begins, and what it was writing then is
 * waited for: so nothing comes after, but what staff hide or restore meanwhile, and that is looked for once more.
 */

import type { Write } from "#lib/db/commit.ts"
import type { Person } from "#lib/db/items/entity.ts"
import type { Post } from "#lib/db/items/posts.ts"
import { HeldAccounts } from "#lib/db/items/users.ts"
import { appearancesOf, keptUnder, topicsStartedBy } from "#lib/db/patterns/belongings.ts"
import { allDrafts, draftOn } from "#lib/db/patterns/drafts.ts"
import { notesOn } from "#lib/db/patterns/notes.ts"
import { inboxOf, notificationsOf } from "#lib/db/patterns/notifications.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { REVISIONS_PER_PAGE, revisionsOf } from "#lib/db/patterns/revisions.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { bareProfile } from "#lib/db/writes/leaving.ts"
import { giveAccount, giveDraft, giveNote, giveNotification } from "#lib/db/writes/merging-belongings.ts"
import { giveAppearance, givePost, giveRevision, giveTopic } from "#lib/db/writes/merging-members.ts"
import { rewriteAppearance } from "#lib/db/writes/names.ts"
import { countForAuthor } from "#lib/db/writes/users.ts"
import { MERGING_MEMBERS } from "#lib/forum/member-merging.ts"
import { isSameName } from "#lib/forum/names.ts"
import { withOtherName } from "#lib/markup/named.ts"
import { t } from "#lib/words/t.ts"
import { NOTHING, type SagaKind, type Step, type Work } from "./contract.ts"
import { erasingKept, erasingUnusedPictures } from "./leave-forum.ts"
import { states } from "./merge-read-states.ts"
import { wait } from "./spreading.ts"
import { fromOf, stays, turnOf } from "./two-accounts.ts"
import { pageByPage, postByPost } from "./walking.ts"

const TOPICS_A_TURN = 10
const DRAFTS_A_TURN = 4
const TOLD_A_TURN = 10
/** Each may be as large as a post may be. */
const NAMED_A_TURN = 3

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
