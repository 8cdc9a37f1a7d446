/**
 * Where the pages of topics start after many posts came or went. Computed anew at every turn that brings posts, all marks
 * behind them would be written again and again: so they are left alone meanwhile, and set once, from the first to the last.
 */
import type { Saga } from "#lib/db/items/sagas.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { marksBehind } from "#lib/db/patterns/figures.ts"
import { markBefore, POSTS_PER_PAGE, postIdsFrom } from "#lib/db/patterns/posts.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { beginMoving, endMoving, NO_POST, noteFromHere } from "#lib/db/writes/moving.ts"
import { deletePageMark, deletePageStart, putPageMark } from "#lib/db/writes/posts.ts"
import { marksOf } from "#lib/projections/counters/page-marks.ts"
import { NOTHING, type Turn, type Work, WRITES_A_TURN } from "./contract.ts"
import type { Way } from "./moving.ts"

/** Fewer posts are brought within seconds, and pages are right all the time. */
const MANY = 500
/** A mark is two writes, and others of that part may have to go. */
const PAGES_A_TURN = 6

/** Tells the projection to leave the marks of both topics alone, where many posts are in them. */
export function leavePages(way: (saga: Saga) => Way): Work {
  return async (saga) => {
    const topics = await topicsOf(way(saga))
    const posts = topics.reduce((sum, { postCount }) => sum + postCount, 0)
    return posts <= MANY ? NOTHING : { writes: topics.map((topic) => beginMoving(topic, saga.id)) }
  }
}

type Cursor = { topic: number; page: number; post?: string }
const BEGINNING = { page: 1 }

/** Sets the marks of both topics, a few pages a turn, and gives them back to the projection. */
export function setPages(way: (saga: Saga) => Way): Work {
  return async (saga, cursor): Promise<Turn> => {
    const at = (cursor as Cursor | undefined) ?? { topic: 0, ...BEGINNING }
    const ids = [way(saga).to, way(saga).from]
    const id = ids[at.topic]
    if (id === undefined) return NOTHING
    const topic = await findTopic(id, { consistent: true })
    const turn = topic?.moving === saga.id ? await pagesFrom(topic, at) : { writes: [] }
    return { next: { topic: at.topic + 1, ...BEGINNING }, ...turn }
  }
}

/**
 * A post may come in before where this is, because its id is older than its commit, or because it followed a merge late. The
 * projection notes the earliest on the row, and from there all is set again. What is counted after the last turn is
 * the projection's own again. @returns with `next` while there is more of the topic
 */
async function pagesFrom(topic: Topic, at: Cursor): Promise<Turn> {
  const { id, settingAgain = NO_POST } = topic
  if (at.post && settingAgain < at.post) {
    const mark = await markBefore(id, settingAgain)
    const back = mark ? { page: mark.page, post: mark.post } : BEGINNING
    return { writes: [noteFromHere(topic)], next: { topic: at.topic, ...back } }
  }
  // What is behind this place, it will come to.
  const noted = topic.settingAgain === NO_POST ? [] : [noteFromHere(topic)]
  const most = PAGES_A_TURN * POSTS_PER_PAGE + 1
  const posts = await postIdsFrom(id, at.post, most)
  const marks = marksOf(id, at.page, posts)
  const isLast = posts.length < most
  const [end, page] = [isLast ? undefined : posts.at(-1), at.page + marks.length]
  const there = await marksBehind(id, { ...(at.post && { post: at.post }), ...(end && { end }), page })
  const right = new Set(marks.map(({ post }) => post))
  const gone = [
    ...there.starts.filter(({ post }) => !right.has(post)).map(deletePageStart),
    ...(isLast ? there.pages.map(deletePageMark) : []),
  ]
  const writes = marks.flatMap(putPageMark)
  const room = WRITES_A_TURN - writes.length - 2
  // Topics of which posts went away have marks of pages that are no more: first these go, as many as fit.
  if (gone.length > room) return { writes: [...gone.slice(0, WRITES_A_TURN - 1), ...noted], next: at }
  if (!isLast)
    return { writes: [...writes, ...gone, ...noted], next: { ...at, page, post: marks.at(-1)!.post } }
  return { writes: [...writes, ...gone, endMoving(topic)] }
}

async function topicsOf({ from, to }: Way): Promise<Topic[]> {
  const topics = await Promise.all([from, to].map((id) => findTopic(id, { consistent: true })))
  return topics.filter((topic) => topic !== undefined)
}
