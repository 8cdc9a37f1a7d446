/** What a topic's row says of its posts: how many, how many likes, which is the last; and where its pages start. */
import { lowestIdAt, newId } from "#lib/base/ids.ts"
import { chunks } from "#lib/db/batch.ts"
import { commit } from "#lib/db/commit.ts"
import { isCounted } from "#lib/db/items/counted.ts"
import { type Post, Posts } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { postKey } from "#lib/db/keys/posts.ts"
import { topicKey } from "#lib/db/keys/topics.ts"
import { lastPosts, postIdsFrom } from "#lib/db/patterns/posts.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { type Place, placeOf } from "#lib/db/through.ts"
import {
  addMissing,
  claimMarks,
  setLastPost,
  setTopicFigures,
  type TopicFigures,
} from "#lib/db/writes/figures.ts"
import { type Change, images, type Projection } from "./contract.ts"
import { correct, type Figure, type Sums } from "./correct.ts"
import { counter } from "./counters/counter.ts"
import { allMarks, forgetMarks, pageMarkWrites, writePieces } from "./counters/page-marks.ts"
import { allTopics, cursorOf, placeIn, postsIn } from "./counters/walks.ts"
import { passFences } from "./fences.ts"

type Step = Place & { topic: string; posts: number; likes: number; added?: Post; gone?: string }

const NAME = "topic-figures"
const TOPICS_AT_ONCE = 10

const figures = counter<TopicFigures, Step>({
  find: async (ids) => {
    ids.forEach(forgetMarks)
    const topics = await findTopics(ids, { consistent: true })
    return new Map(topics.map((topic) => [topic.id, figuresOf(topic)]))
  },
  // A topic with posts is somewhere, even when the index that would say where is late.
  isGone: async (id) => (await postIdsFrom(id, undefined, 1)).length === 0,
  add: async (topic, steps, appliedThrough) => {
    const after = { ...(await figuresAfter(topic, steps)), appliedThrough }
    const gone = steps.flatMap((step) => step.gone ?? [])
    const added = steps.flatMap((step) => step.added?.id ?? [])
    const last = topic.lastPost.id
    if (topic.moving) {
      const noted = { ...after, ...again(topic, [...added, ...gone]) }
      return { after: noted, writes: [setTopicFigures(noted, { appliedThrough, before: topic, last })] }
    }
    const marks = await pageMarkWrites({ topic: topic.id, added, gone, postCount: after.postCount })
    const { left, corrected } = await writePieces(topic, marks.writes, true)
    const claim = marks.isMoving ? newId() : undefined
    const row = setTopicFigures(after, { appliedThrough, before: { ...topic, corrected }, last }, claim)
    return { after: { ...after, corrected: claim ?? corrected }, writes: [row, ...left] }
  },
})

export const topicFigures: Projection = {
  name: NAME,
  entities: ["Post", "Fence"],
  async apply(changes) {
    await figures.count(stepsIn(changes))
    await passFences(NAME, changes)
  },
  async repair(changes) {
    for (const topic of stepsIn(changes).keys()) await correctTopic(topic)
    await passFences(NAME, changes)
  },
  async *rebuild(from) {
    let [topics, wrong] = [0, 0]
    for await (const { topics: some, place } of allTopics(placeIn(from))) {
      for (const few of chunks(some, TOPICS_AT_ONCE)) {
        const put = await Promise.all(few.map(({ id }) => correctTopic(id)))
        wrong += put.filter(Boolean).length
      }
      topics += some.length
      yield { cursor: cursorOf(place), done: `${topics} topics counted, ${wrong} put right.` }
    }
  },
}

function stepsIn(changes: readonly Change[]): Map<string, Step[]> {
  const steps = changes.flatMap((change) => (change.entityType === "Post" ? stepOf(change) : []))
  return Map.groupBy(steps, ({ topic }) => topic)
}

function stepOf(change: Change): Step[] {
  const { before, after } = images(Posts, change)
  const post = (after ?? before)!
  const place = { ...placeOf(change), topic: post.topic }
  if (!after) return [{ ...place, posts: -1, likes: -post.likeCount, gone: post.id }]
  if (!before)
    return isCounted(change.after) && !post.movedFrom
      ? []
      : [{ ...place, posts: 1, likes: post.likeCount, added: post }]
  const likes = after.likeCount - before.likeCount
  return likes === 0 ? [] : [{ ...place, posts: 0, likes }]
}

async function figuresAfter(topic: TopicFigures, steps: Step[]): Promise<TopicFigures> {
  // In the order in which it happened: what was split off and put back at once is there.
  const ends = new Map(steps.flatMap((step) => placesIn(step)))
  const came = [...ends.values()].filter((post) => post !== undefined)
  const left = new Set([...ends].flatMap(([id, post]) => (post ? [] : [id])))
  const { lastPost, lastPostAt, postCount } = topic
  return {
    ...topic,
    postCount: postCount + steps.reduce((sum, { posts }) => sum + posts, 0),
    likeCount: topic.likeCount + steps.reduce((sum, { likes }) => sum + likes, 0),
    // Which is the last one now is told by what is left.
    ...(left.has(lastPost.id) ? await lastNow(topic) : newest({ postCount, lastPost, lastPostAt }, came)),
  }
}

/** A post that came, or the id of one that left. */
const placesIn = ({ added, gone }: Step): [id: string, post: Post | undefined][] => [
  ...(added ? [[added.id, added] as [string, Post]] : []),
  ...(gone ? [[gone, undefined] as [string, undefined]] : []),
]

/** The saga that sets the pages has perhaps been there. */
function again({ settingAgain }: TopicFigures, posts: string[]): Pick<Topic, "settingAgain"> {
  if (settingAgain === undefined) return {}
  return { settingAgain: [settingAgain, ...posts].toSorted()[0]! }
}

type Last = Pick<Topic, "lastPost" | "lastPostAt">

/** A topic that has no posts says of its last one what it said. */
function newest({ postCount, ...last }: Last & Pick<Topic, "postCount">, posts: Post[]): Last {
  const [first] = posts
  if (postCount === 0 && first) return newest({ postCount: 1, ...lastOf(first) }, posts)
  return posts.reduce((newer, post) => (post.id > newer.lastPost.id ? lastOf(post) : newer), last)
}

async function lastNow({ id, lastPost, lastPostAt }: TopicFigures): Promise<Last> {
  const [post] = await lastPosts(id, 1, { consistent: true })
  return post ? lastOf(post) : { lastPost, lastPostAt }
}

const lastOf = ({ id, author, createdAt }: Post): Last => ({
  lastPost: { id, author },
  lastPostAt: createdAt,
})

/** Counts a topic again. @returns whether anything was wrong */
async function correctTopic(id: string): Promise<boolean> {
  const wasWrong = await correct<Figure & { topic: Topic }>({
    partition: postKey(id, lowestIdAt(0)).PK,
    by: NAME,
    find: async () => {
      const [topic] = await findTopics([id], { consistent: true })
      if (!topic) return undefined
      const { postCount, likeCount, appliedThrough, corrected } = topic
      return { topic, sums: { postCount, likeCount }, appliedThrough, corrected }
    },
    walk: async function* () {
      for await (const posts of postsIn({ id }))
        yield posts.map((post) => ({ sort: postKey(id, post.id).SK, adds: addsOf(post) }))
    },
    adds: (change) => {
      if (change.entityType !== "Post") return undefined
      const { before, after } = images(Posts, change)
      return { ...(before && { before: addsOf(before) }), ...(after && { after: addsOf(after) }) }
    },
    step: (change) => {
      const [step] = change.entityType === "Post" ? stepOf(change) : []
      return { postCount: step?.posts ?? 0, likeCount: step?.likes ?? 0 }
    },
    write: ({ topic }, missing) => [addMissing(topicKey(topic.category, id), missing, topic)],
  })
  const [wasLate, wereWrong] = [await correctLast(id), await correctMarks(id)]
  return wasWrong || wasLate || wereWrong
}

/** Posts that come at the end move no mark, so that this ends however many come. */
async function correctMarks(id: string): Promise<boolean> {
  const { wereWrong } = await untilSettled(async () => {
    const [topic] = await findTopics([id], { consistent: true })
    if (!topic || topic.moving) return { wereWrong: false }
    const { writes } = await allMarks(id)
    if (writes.length === 0) return { wereWrong: false }
    const { left, corrected } = await writePieces(topic, writes, false)
    const before = { ...(corrected && { corrected }) }
    await commit([...left, claimMarks(topic, before, { corrected: newId(), isExact: false })])
    return { wereWrong: true }
  })
  return wereWrong
}

const addsOf = ({ likeCount }: Post): Sums => ({ postCount: 1, likeCount })

/** Which post is the last one is no sum: it is read. Who counts meanwhile sets it, and then it is looked at again. */
async function correctLast(id: string): Promise<boolean> {
  const { wasWrong } = await untilSettled(async () => {
    const [topic] = await findTopics([id], { consistent: true })
    const last = topic && (await lastNow(figuresOf(topic)))
    if (!topic || !last || last.lastPost.id === topic.lastPost.id) return { wasWrong: false }
    await commit([setLastPost(figuresOf(topic), last)])
    return { wasWrong: true }
  })
  return wasWrong
}

/** What the projection must know of a row. */
export function figuresOf(topic: Topic): TopicFigures {
  const { id, category, postCount, likeCount, lastPost, lastPostAt, appliedThrough, corrected } = topic
  return {
    ...{ id, category, postCount, likeCount, lastPost, lastPostAt, removed: topic.removed !== undefined },
    moving: topic.moving !== undefined,
    ...(appliedThrough && { appliedThrough }),
    ...(corrected && { corrected }),
    ...(topic.settingAgain && { settingAgain: topic.settingAgain }),
  }
}
