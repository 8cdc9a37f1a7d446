/** Every key of the table is built here and nowhere else (docs/data-model.md lists them). */
import { isoOf } from "#lib/base/ids.ts"

export type Key = { PK: string; SK: string }

/** Sorts after every character with which a part of a key begins. */
const HIGHEST = "~"

/** All sort keys that begin with `prefix`, as the two ends of a BETWEEN. */
export const all = (prefix: string): [string, string] => [prefix, prefix + HIGHEST]
/** Every sort key that begins with a time. */
export const ALL_TIMES: [string, string] = ["0", HIGHEST]
/** The highest sort key below that one: BETWEEN includes its ends. */
export const justBelow = (sort: string): string =>
  sort.slice(0, -1) + String.fromCharCode(sort.charCodeAt(sort.length - 1) - 1) + HIGHEST
/** The lowest sort key above that one. */
export const justAbove = (sort: string): string => `${sort} `

const same = (key: string): Key => ({ PK: key, SK: key })
const padded = (n: number): string => String(n).padStart(8, "0")

export const categoryKey = (category: string): Key => same(`CATEGORY#${category}`)
export const topicKey = (category: string, topic: string): Key => ({
  PK: `CATEGORY#${category}`,
  SK: `TOPIC#${topic}`,
})
/** Top topics of a category in a period: `all` or `yyyy-mm`. */
export const topKey = (category: string, period: string): Key => ({
  PK: `CATEGORY#${category}`,
  SK: `TOP#${period}`,
})
/** A post's sort key is rebuilt from its id alone: the id carries the time. */
export const postKey = (topic: string, post: string): Key => ({
  PK: `TOPIC#${topic}`,
  SK: `POST#${isoOf(post)}#${post}`,
})
export const pageKey = (topic: string, n: number): Key => ({ PK: `TOPIC#${topic}`, SK: `PAGE#${padded(n)}` })
/** The same mark seen from the post: the page on which a post lies is the last mark not after it. */
export const pageStartKey = (topic: string, post: string): Key => ({
  PK: `TOPIC#${topic}`,
  SK: `START#${isoOf(post)}#${post}`,
})
export const revisionKey = (post: string, n: number): Key => ({
  PK: `POST#${post}`,
  SK: `REVISION#${padded(n)}`,
})
export const reactionKey = (post: string, user: string): Key => ({
  PK: `POST#${post}`,
  SK: `REACTION#${user}`,
})
export const tagKey = (tag: string): Key => same(`TAG#${tag}`)
export const tagTopicKey = (tag: string, topic: string): Key => ({ PK: `TAG#${tag}`, SK: `TOPIC#${topic}` })
export const userKey = (user: string): Key => same(`USER#${user}`)
export const credentialKey = (user: string): Key => ({ PK: `USER#${user}`, SK: "CREDENTIAL" })
export const readKey = (user: string, topic: string): Key => ({ PK: `USER#${user}`, SK: `READ#${topic}` })
/** Whoever watches a topic or a category, so that what happens there finds them. */
export const topicWatcherKey = (topic: string, user: string): Key => ({
  PK: `TOPIC#${topic}`,
  SK: `WATCHER#${user}`,
})
export const categoryWatcherKey = (category: string, user: string): Key => ({
  PK: `CATEGORY#${category}`,
  SK: `WATCHER#${user}`,
})
/** What a member keeps up with in general, and (KEEPING#) in one category: one Query brings both. */
export const keepingKey = (user: string): Key => ({ PK: `USER#${user}`, SK: "KEEPING" })
export const categoryKeepingKey = (user: string, category: string): Key => ({
  PK: `USER#${user}`,
  SK: `KEEPING#${category}`,
})
export const followsKey = (user: string, followed: string): Key => ({
  PK: `USER#${user}`,
  SK: `FOLLOWS#${followed}`,
})
export const followedByKey = (user: string, follower: string): Key => ({
  PK: `USER#${user}`,
  SK: `FOLLOWED_BY#${follower}`,
})
export const mutesKey = (user: string, muted: string): Key => ({ PK: `USER#${user}`, SK: `MUTES#${muted}` })
export const bookmarkKey = (user: string, post: string): Key => ({
  PK: `USER#${user}`,
  SK: `BOOKMARK#${post}`,
})
/** A mail that goes out to a member, or went. */
export const mailKey = (user: string, mail: string): Key => ({ PK: `USER#${user}`, SK: `MAIL#${mail}` })
/** What a member wants to be told by mail. */
export const mailSettingsKey = (user: string): Key => ({ PK: `USER#${user}`, SK: "MAIL_SETTINGS" })
/** A topic of which a member wants no mail. */
export const mailOffKey = (user: string, topic: string): Key => ({
  PK: `USER#${user}`,
  SK: `MAIL_OFF#${topic}`,
})
export const userNameKey = (skeleton: string): Key => same(`USERNAME#${skeleton}`)
export const emailKey = (address: string): Key => same(`EMAIL#${address}`)
export const accountKey = (provider: string, id: string): Key => same(`ACCOUNT#${provider}#${id}`)
export const tokenKey = (hash: string): Key => same(`TOKEN#${hash}`)
export const rateKey = (rule: string, who: string, windowStart: number): Key => ({
  PK: `RATE#${rule}#${who}`,
  SK: `WINDOW#${padded(windowStart)}`,
})
/** Remembers what a form already made, so that a second click makes nothing. */
export const formKey = (form: string): Key => same(`FORM#${form}`)
/** What somebody typed while they were not signed in. */
export const keptKey = (secret: string): Key => same(`KEPT#${secret}`)
/** An address of the forum that was imported, say `discourse#t#162`. */
export const oldAddressKey = (address: string): Key => same(`OLD#${address}`)
/** Ids of the posts of an imported topic, by their old numbers, 200 an item. */
export const oldPostsKey = (address: string, chunk: number): Key => ({
  PK: `OLD#${address}`,
  SK: `POSTS#${padded(chunk)}`,
})
/** What an import wrote of each member and has not yet added to their figures. */
export const importTallyKey = (id: string): Key => ({ PK: "IMPORT", SK: `TALLY#${id}` })
export const sagaKey = (id: string): Key => ({ PK: `SAGA#${id}`, SK: "METADATA" })
/** A part of what a saga makes for somebody to fetch. */
export const sagaPartKey = (id: string, n: number): Key => ({ PK: `SAGA#${id}`, SK: `PART#${padded(n)}` })
/** The newest saga of that kind which a member started. */
export const memberSagaKey = (user: string, kind: string): Key => ({ PK: `USER#${user}`, SK: `SAGA#${kind}` })
/** A merge or split that a topic had part in. */
export const topicSagaKey = (topic: string, saga: string): Key => ({
  PK: `TOPIC#${topic}`,
  SK: `SAGA#${saga}`,
})
/** A post of somebody else in which a member's name stands. */
export const namedKey = (user: string, post: string): Key => ({ PK: `USER#${user}`, SK: `NAMED#${post}` })
/** An account at another provider, seen from its member. */
export const heldAccountKey = (user: string, provider: string, id: string): Key => ({
  PK: `USER#${user}`,
  SK: `ACCOUNT#${provider}#${id}`,
})
export const settingKey = (name: string): Key => ({ PK: "SETTINGS", SK: name })

export const notificationKey = (user: string, id: string): Key => ({
  PK: `USER#${user}`,
  SK: `NOTIFICATION#${id}`,
})
/** How many notifications a member has not read. */
export const inboxKey = (user: string): Key => ({ PK: `USER#${user}`, SK: "INBOX" })
/** What a member was told of the likes of one post of theirs. */
export const likedKey = (user: string, post: string): Key => ({ PK: `USER#${user}`, SK: `LIKED#${post}` })
/** Who is still to be told, or from whom it is still to be taken back. */
export const fanOutKey = (id: string): Key => ({ PK: "FANOUT", SK: id })

/** How far the stream was applied, and by whom. */
export const CHECKPOINT_KEY: Key = same("CHECKPOINT")
/** A change that a projection could not apply, in the order of the stream; what changed lies beside it, in pieces. */
export const deadLetterKey = (id: string): Key => ({
  PK: "DEADLETTERS",
  SK: id.replace(/^\d+/, (number) => number.padStart(40, "0")),
})
export const deadLetterPartKey = (id: string, n: number): Key => ({
  PK: `DEADLETTER#${id}`,
  SK: `PART#${padded(n)}`,
})
/** The index of what the readers of one kind may find (docs/adr/0090): its table of contents. */
export const searchContentsKey = (scope: string): Key => ({ PK: `SEARCH#${scope}`, SK: "CONTENTS" })
/** A post that no segment holds yet. */
export const searchFreshKey = (scope: string, post: string): Key => ({
  PK: `SEARCH#${scope}`,
  SK: `FRESH#${post}`,
})
/** A post or a topic of which segments hold something older than is true. */
export const searchGoneKey = (scope: string, id: string): Key => ({ PK: `SEARCH#${scope}`, SK: `GONE#${id}` })
/** Segments lie in partitions of their own, so that searches do not all ask one. */
export const searchBlockKey = (scope: string, segment: string, n: number): Key => ({
  PK: `SEGMENT#${scope}#${segment}`,
  SK: `BLOCK#${padded(n)}`,
})
/** A topic or a category of which all posts must be indexed anew. */
export const searchTaskKey = (task: string): Key => ({ PK: "SEARCHTASK", SK: task })

/** Where else something stands that is kept under a member (USER#u): the other end of an adjacency. */
export function mirrorsOf(user: string, sort: string): Key[] {
  const [kind, first = "", ...more] = sort.split("#")
  if (kind === "READ") return [topicWatcherKey(first, user)]
  if (kind === "KEEPING" && first) return [categoryWatcherKey(first, user)]
  if (kind === "FOLLOWS") return [followedByKey(first, user)]
  if (kind === "FOLLOWED_BY") return [followsKey(first, user)]
  if (kind === "ACCOUNT") return [accountKey(first, more.join("#"))]
  return []
}

/** Statistics of a day (`yyyy-mm-dd`), of the forum or of a category; a month is one partition. */
export const dayKey = (day: string, category?: string): Key => ({
  PK: `STATS#${day.slice(0, 7)}`,
  SK: category === undefined ? `DAY#${day}` : `CATEGORY#${category}#${day}`,
})
/** What one topic or member adds to a day. */
export const factKey = (fact: {
  day: string
  of: "topic" | "member" | "sign-up"
  id: string
  category?: string
}): Key => {
  const kind = { topic: `TOPIC#${fact.id}`, member: `MEMBER#${fact.id}`, "sign-up": `SIGNUP#${fact.id}` }
  return { PK: `DAY#${fact.day}`, SK: `${kind[fact.of]}${fact.category ? `#${fact.category}` : ""}` }
}
export const fenceKey = (partition: string, id: string): Key => ({ PK: partition, SK: `FENCE#${id}` })

/** What a Query of a part of one item collection begins with. */
export const PREFIX = {
  topic: "TOPIC#",
  top: "TOP#",
  post: "POST#",
  page: "PAGE#",
  start: "START#",
  revision: "REVISION#",
  reaction: "REACTION#",
  mailOff: "MAIL_OFF#",
  fresh: "FRESH#",
  gone: "GONE#",
  watcher: "WATCHER#",
  keeping: "KEEPING",
  follows: "FOLLOWS#",
  followedBy: "FOLLOWED_BY#",
  mutes: "MUTES#",
  notification: "NOTIFICATION#",
  named: "NAMED#",
  day: "DAY#",
  member: "MEMBER#",
} as const

export const byAuthor = (kind: "TOPIC" | "POST", author: string): string => `${kind}#${author}`
/** What of it was removed: in no list, but found when its author gets another name or leaves. */
export const removedByAuthor = (kind: "TOPIC" | "POST", author: string): string =>
  `REMOVED#${byAuthor(kind, author)}`
export const byId = (kind: "TOPIC" | "POST", id: string): string => `${kind}#${id}`
/** Mails that wait, by when they are due, and mails that were given up, by when they were made. */
export const mailsByState = (state: "waiting" | "failed"): string => `MAIL#${state}`
/** Members by when their next digest is due. */
export const DIGESTS_DUE = "DIGEST"
export const ALL_CATEGORIES = "CATEGORY"
export const categoryOrder = (position: number, name: string): string => `${padded(position)}#${name}`
export const byActivity = (category: string): string => `CATEGORY#${category}`
export const activity = (lastPostAt: string, topic: string): string => `${lastPostAt}#${topic}`
export const UNFINISHED_SAGAS = "SAGA#UNFINISHED"
export const sagaOrder = (startedAt: string, id: string): string => `${startedAt}#${id}`

/** Topics that a member watches, tracks or has bookmarked, by when they were last in them (GSI3). */
export const byWatching = (user: string): string => `WATCHING#${user}`
/** Topics in which a member wrote, by when they last did (GSI1). */
export const byWriting = (user: string): string => `WROTE#${user}`
/** A member's bookmarks by when they were set (GSI3). */
export const byBookmarking = (user: string): string => `BOOKMARKS#${user}`
/** The sort key of these three. */
export const timed = (at: string, id: string): string => `${at}#${id}`
/** Notifications about posts of a topic, in the index by author. */
export const notifiedOf = (topic: string): string => `NOTIFIED#${topic}`
/** A member's unread notifications about a topic, in the index by id. */
export const unreadIn = (user: string, topic: string): string => `UNREAD#${user}#${topic}`

/** The category in which a topic's row lies, read from the row's key. */
export const categoryOf = (key: Key): string => key.PK.slice("CATEGORY#".length)
/** The member under whom an item is kept, read from its key; undefined when it is nobody's. */
export const ownerOf = ({ PK }: Key): string | undefined =>
  PK.startsWith("USER#") ? PK.slice("USER#".length) : undefined
/** Who watches what, read from the key of a watcher. */
export function watchedBy({ PK, SK }: Key): { user: string; topic?: string; category?: string } {
  const user = SK.slice("WATCHER#".length)
  const isTopic = PK.startsWith("TOPIC#")
  return isTopic
    ? { user, topic: PK.slice("TOPIC#".length) }
    : { user, category: PK.slice("CATEGORY#".length) }
}
/** The topic in which a post lies, read from the post's key. */
export const topicOf = (key: Key): string => key.PK.slice("TOPIC#".length)
