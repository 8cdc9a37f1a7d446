/**
 * What is new and unread to one member. Each list reads a bounded number of rows and then says how far it came;
 * topics in categories that the member may not see (any more), and removed ones, are on none of them.
 */
import { DAY, now } from "#lib/base/clock.ts"
import type { Cursor, Page } from "#lib/base/page.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import type { ReadState } from "#lib/db/items/users.ts"
import type { Keeping, Level } from "#lib/db/items/watching.ts"
import { keptTopicsOf, writtenTopicsOf } from "#lib/db/patterns/own-lists.ts"
import { readStatesOf } from "#lib/db/patterns/reading.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import { keepingOf, mutesOf } from "#lib/db/patterns/watching.ts"
import type { Member } from "./actor.ts"
import { visibleCategories } from "./categories.ts"
import { latestTopics, newestTopics } from "./latest.ts"
import { type CategoryStance, levelIn, stancesOnCategories } from "./watching.ts"

/** A topic that one never opened is news for so long. */
const NEW_FOR = 14 * DAY
/** Topics looked at in one turn, and how many turns a page takes at most. */
const TURN = 30
const MOST_TURNS = 4

/** A topic as it stands to the member who asks. */
export type OwnTopic = { topic: Topic; state?: ReadState; level: Level; unread: boolean }

/** What the lists of a member depend on besides topics. */
export type Outlook = {
  member: Member
  /** What they may see. */
  categories: Category[]
  general?: Keeping
  /** How they stand to these, by their own level or that of the category above. */
  inCategory: Map<string, CategoryStance>
}

/** Reads what the member may see and how they stand to it. */
export async function outlookOf(member: Member): Promise<Outlook> {
  const [categories, keeping] = await Promise.all([visibleCategories(member), keepingOf(member.id)])
  const inCategory = stancesOnCategories(keeping.categories, categories)
  return { member, categories, inCategory, ...(keeping.general && { general: keeping.general }) }
}

/** Until when everything in a category counts as read. */
function readUntil({ general, inCategory }: Pick<Outlook, "general" | "inCategory">, id: string): string {
  return later(general?.readThrough ?? "", inCategory.get(id)?.readThrough ?? "")
}

/** Whether the topic has posts that the member has not read. Their own are not news to them. */
function isUnread(outlook: Outlook, topic: Topic, state: ReadState | undefined): boolean {
  return (
    topic.lastPost.id > (state?.lastRead ?? "") &&
    topic.lastPostAt > readUntil(outlook, topic.category) &&
    topic.lastPost.author.id !== outlook.member.id
  )
}

const ownOf = (outlook: Outlook, topic: Topic, state: ReadState | undefined): OwnTopic => ({
  topic,
  ...(state && { state }),
  level: levelIn(state, outlook.inCategory.get(topic.category)),
  unread: isUnread(outlook, topic, state),
})

/**
 * AP-68: topics of the last two weeks that the member has not opened, newest first; without what they started,
 * muted, or marked as read.
 */
export async function newTopicsFor(outlook: Outlook, cursor?: Cursor): Promise<Page<OwnTopic>> {
  const oldest = new Date(now() - NEW_FOR).toISOString()
  const since = (id: string): string => later(oldest, readUntil(outlook, id))
  const sources = outlook.categories.filter(({ id, lastPostAt }) => (lastPostAt ?? "") > since(id))
  const muted = new Set((await mutesOf(outlook.member.id)).map(({ muted: { id } }) => id))
  const isNews = ({ topic, state, level }: OwnTopic): boolean =>
    !state?.lastRead &&
    level !== "muted" &&
    topic.createdAt > since(topic.category) &&
    topic.author.id !== outlook.member.id &&
    !muted.has(topic.author.id)
  const order = { timeOf: (topic: Topic) => topic.createdAt, floor: oldest }
  return sift(outlook, (at) => newestTopics(sources, at, TURN), isNews, order, cursor)
}

/**
 * AP-69: topics that the member watches or tracks by themselves and that have unread posts, those they were last
 * in first.
 */
export function unreadTopicsFor(outlook: Outlook, cursor?: Cursor): Promise<Page<OwnTopic & Kept>> {
  const show = async (states: ReadState[]): Promise<(OwnTopic & Kept)[]> =>
    (
      await topicsOf(
        outlook,
        states.filter(({ level }) => isFollowed(level)),
      )
    ).filter(({ unread }) => unread)
  return keptTopicsOf(outlook.member.id, show, cursor)
}

/**
 * AP-69b: unread topics of the categories that the member watches or tracks, by last activity; those that have
 * a level of their own are on the list before. What came before the member chose the category is no news.
 */
export async function unreadInCategories(outlook: Outlook, cursor?: Cursor): Promise<Page<OwnTopic>> {
  const since = (id: string): string =>
    later(outlook.inCategory.get(id)?.levelAt ?? "", readUntil(outlook, id))
  const sources = followedCategories(outlook).filter(({ id, lastPostAt }) => (lastPostAt ?? "") > since(id))
  const isWanted = ({ topic, state, unread }: OwnTopic): boolean =>
    unread && state?.level === undefined && topic.lastPostAt > since(topic.category)
  const floor = sources.map(({ id }) => since(id)).reduce(earlier, "~")
  const order = { timeOf: (topic: Topic) => topic.lastPostAt, floor }
  return sift(outlook, (at) => latestTopics(sources, at, TURN), isWanted, order, cursor)
}

/** Categories that the member watches or tracks, and may see. */
export function followedCategories({ categories, inCategory }: Outlook): Category[] {
  return categories.filter(({ id }) => isFollowed(inCategory.get(id)?.level))
}

/** Topics that the member watches, tracks or has bookmarked, those they were last in first. */
export function keptTopicsFor(outlook: Outlook, cursor?: Cursor): Promise<Page<OwnTopic & Kept>> {
  return keptTopicsOf(outlook.member.id, (states) => topicsOf(outlook, states), cursor)
}

/** Topics that the member started or wrote in, by when they last did. */
export function writtenTopicsFor(outlook: Outlook, cursor?: Cursor): Promise<Page<OwnTopic & Kept>> {
  return writtenTopicsOf(outlook.member.id, (states) => topicsOf(outlook, states), cursor)
}

type Kept = { state: ReadState }

/** The topics of these states, in their order, as far as the member may see them now. */
async function topicsOf(outlook: Outlook, states: ReadState[]): Promise<(OwnTopic & Kept)[]> {
  const topics = new Map(
    (await findTopics(states.map(({ topic }) => topic))).map((topic) => [topic.id, topic]),
  )
  return states.flatMap((state) => {
    const topic = topics.get(state.topic)
    const isVisible = topic && !topic.removed && outlook.categories.some(({ id }) => id === topic.category)
    return isVisible ? [{ ...ownOf(outlook, topic, state), state }] : []
  })
}

/** By what a list is ordered, and up to where it is worth going through. */
type Order = { timeOf: (topic: Topic) => string; floor: string }

/** Goes through a list of topics, at most so many turns, and keeps what is wanted. Only towards older ones. */
async function sift(
  outlook: Outlook,
  list: (at?: Cursor) => Promise<Page<Topic>>,
  isWanted: (own: OwnTopic) => boolean,
  { timeOf, floor }: Order,
  cursor?: Cursor,
): Promise<Page<OwnTopic>> {
  const found: OwnTopic[] = []
  let at = cursor
  for (let turn = 0; turn < MOST_TURNS && found.length < TURN; turn++) {
    const page = await list(at)
    const ids = page.items.map(({ id }) => id)
    const states = new Map((await readStatesOf(outlook.member.id, ids)).map((state) => [state.topic, state]))
    found.push(...page.items.map((topic) => ownOf(outlook, topic, states.get(topic.id))).filter(isWanted))
    at = page.items.every((topic) => timeOf(topic) > floor) ? page.older : undefined
    if (!at) break
  }
  const items = found.slice(0, TURN)
  const last = items.at(-1)?.topic
  const isCut = found.length > TURN && last
  const older: Cursor | undefined = isCut
    ? { direction: "older", from: { time: timeOf(last), id: last.id } }
    : at
  return { items, ...(older && { older }) }
}

const isFollowed = (level: Level | undefined): boolean => level === "watching" || level === "tracking"
const later = (a: string, b: string): string => (a > b ? a : b)
const earlier = (a: string, b: string): string => (a < b ? a : b)

/** How many posts of a topic the member has not read, where it is known without counting them. */
export function newPostsIn({ topic, state }: Pick<OwnTopic, "topic" | "state">): number | undefined {
  const read = state?.lastNumber
  return read !== undefined && topic.postCount > read ? topic.postCount - read : undefined
}
