/** All that some members wrote is removed, a few things a turn; and brought back, as far as this removed it. */
import type { Write } from "#lib/db/commit.ts"
import type { Case } from "#lib/db/items/cases.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { type Place, postsWrittenBy, type Some, topicsStartedBy } from "#lib/db/patterns/belongings.ts"
import { casesOfMember } from "#lib/db/patterns/cases.ts"
import { getPost } from "#lib/db/patterns/posts.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import { checkNotAnswers, clearAnswer } from "#lib/db/writes/answers.ts"
import { markPostRemoved, markPostRestored } from "#lib/db/writes/posts.ts"
import { appended, currentCase } from "#lib/forum/cases.ts"
import { removalWrites, restorationOf } from "#lib/forum/removal.ts"
import { SWEEPING, sweptBy, UNSWEEPING } from "#lib/forum/sweeping.ts"
import { MAX_TAGS } from "#lib/forum/texts.ts"
import { t } from "#lib/words/t.ts"
import { type SagaKind, type Step, type Turn, type Work, WRITES_A_TURN } from "./contract.ts"
import { wait } from "./spreading.ts"

/** A topic, its first post and its tags; a post and its topic's row. */
const TOPICS_A_TURN = Math.floor(WRITES_A_TURN / (2 + MAX_TAGS))
const POSTS_A_TURN = Math.floor(WRITES_A_TURN / 2)

/** Which of the members, and behind what of theirs it goes on. */
type At = { member: number; after?: Place }

/** Goes through a list of each member in turn. */
function throughAll<T>(
  list: (user: string, after: Place | undefined) => Promise<Some<T>>,
  look: (saga: Saga, items: T[]) => Promise<Turn>,
): Work {
  return async (saga, cursor) => {
    const { member, after } = (cursor as At | undefined) ?? { member: 0 }
    const members = saga.input.members as string[]
    const { items, next } = await list(members[member]!, after)
    const turn = await look(saga, items)
    if (next) return { ...turn, next: { member, after: next } }
    return { ...turn, ...(member + 1 < members.length && { next: { member: member + 1 } }) }
  }
}

const topics = throughAll(
  (user, after) => topicsStartedBy(user, { limit: TOPICS_A_TURN, ...(after && { after }) }),
  async (saga, items) => {
    const there = items.filter(({ removed, merged }) => !removed && !merged)
    const writes = await Promise.all(there.map((topic) => removalOfTopic(saga, topic)))
    return { writes: writes.flat(), done: there.length }
  },
)

async function removalOfTopic(saga: Saga, topic: Topic): Promise<Write[]> {
  const post = await getPost(topic.id, topic.firstPost, { consistent: true })
  if (!post) return []
  return removalWrites({ topic, post }, sweptBy(saga)).filter((write) => write !== undefined)
}

const posts = throughAll(
  (user, after) => postsWrittenBy(user, { limit: POSTS_A_TURN, ...(after && { after }) }),
  async (saga, items) => {
    const there = items.filter(({ removed }) => !removed)
    const rows = await findTopics([...new Set(there.map(({ topic }) => topic))], { consistent: true })
    // The first post of a topic that stays, because it was merged or split meanwhile, goes with its topic or not at all.
    const gone = there.filter(({ id }) => !rows.some(({ firstPost }) => firstPost === id))
    return {
      writes: [
        ...gone.map((post) => markPostRemoved(post, sweptBy(saga))),
        ...rows.flatMap((row) => notTheAnswer(row, gone)),
      ],
      done: gone.length,
    }
  },
)

/** What is removed is not the answer any more, whoever accepts it at the same time. */
function notTheAnswer(topic: Topic, gone: Post[]): Write[] {
  const ids = gone.filter((post) => post.topic === topic.id).map(({ id }) => id)
  if (ids.length === 0) return []
  if (topic.answer && ids.includes(topic.answer.post)) return [clearAnswer(topic, topic.answer.post)]
  return [checkNotAnswers(topic, ids)]
}

type CasesAt = { member: number; older?: Parameters<typeof casesOfMember>[2] }

/** What was reported of it is seen to, and who reported it hears so. */
const cases: Work = async (saga, cursor) => {
  const { member, older } = (cursor as CasesAt | undefined) ?? { member: 0 }
  const members = saga.input.members as string[]
  const page = await casesOfMember(members[member]!, isOpenReport, older)
  const found = await Promise.all(page.items.map(({ id }) => currentCase(id)))
  const writes = found
    .filter((one): one is Case => one !== undefined && isOpenReport(one))
    .map((one) =>
      // The reason was for the spammer: who reported it hears that it was acted on.
      appended(one.id, one, { id: saga.by ?? "" }, { type: "settled" }),
    )
  if (page.older) return { writes, next: { member, older: page.older } }
  return { writes, ...(member + 1 < members.length && { next: { member: member + 1 } }) }
}

const isOpenReport = ({ state, queue, subject }: Case): boolean =>
  state === "open" && queue === "report" && (subject.kind === "post" || subject.kind === "topic")

const removing = (): string => t("sagas.removing")
const step = (name: string, says: () => string, turn: Work): Step => ({ name, says, turn, noReturn: true })

export const sweepMembers: SagaKind = {
  kind: SWEEPING,
  title: ({ input }) => t("sagas.sweep", { names: String(input.names) }),
  steps: [
    step("topics", removing, topics),
    step("posts", removing, posts),
    step("cases", () => t("sagas.settling-cases"), cases),
    step("wait", () => t("sagas.waiting"), wait),
    step("late-topics", removing, topics),
    step("late-posts", removing, posts),
  ],
}

const isOfThis = (saga: Saga, { removed }: Pick<Post | Topic, "removed">): boolean =>
  removed?.sweep !== undefined && removed.sweep === saga.input.sweep

const restoredTopics = throughAll(
  (user, after) => topicsStartedBy(user, { removed: true, limit: TOPICS_A_TURN, ...(after && { after }) }),
  async (saga, items) => {
    const there = items.filter((topic) => isOfThis(saga, topic))
    const writes = await Promise.all(
      there.map(async (topic) => {
        const post = await getPost(topic.id, topic.firstPost, { consistent: true })
        return post ? restorationOf(topic, isOfThis(saga, post) ? post : undefined) : []
      }),
    )
    return { writes: writes.flat(), done: there.length }
  },
)

const restoredPosts = throughAll(
  (user, after) => postsWrittenBy(user, { removed: true, limit: POSTS_A_TURN, ...(after && { after }) }),
  async (saga, items) => {
    const there = items.filter((post) => isOfThis(saga, post))
    return { writes: there.map(markPostRestored), done: there.length }
  },
)

export const unsweepMembers: SagaKind = {
  kind: UNSWEEPING,
  title: ({ input }) => t("sagas.unsweep", { names: String(input.names) }),
  steps: [
    step("topics", () => t("sagas.restoring"), restoredTopics),
    step("posts", () => t("sagas.restoring"), restoredPosts),
  ],
}
