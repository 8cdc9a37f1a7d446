import { isoOf } from "#lib/base/ids.ts"
import { type Expression, IS_NEW, type Write } from "../commit.ts"
import { isKept, type ReadState } from "../items/users.ts"
import {
  CategoryWatchers,
  type Follow,
  FollowedBys,
  Follows,
  type Keeping,
  type Level,
  type Mute,
  Mutes,
  TopicWatchers,
} from "../items/watching.ts"
import { timed } from "../keys/key.ts"
import {
  byWatching,
  byWriting,
  categoryKeepingKey,
  categoryWatcherKey,
  followedByKey,
  followsKey,
  keepingKey,
  mutesKey,
  readKey,
  topicWatcherKey,
} from "../keys/watching.ts"
import { overtaken } from "../retry.ts"

type Place = { user: string; topic: string }

/**
 * What every write of a member's state in a topic sets. The sort key of the list of kept topics always moves
 * along; only its partition key says whether the topic is on that list.
 */
export function stateSets(
  { user, topic }: Place,
  at: string,
): { sets: string } & Required<Omit<Expression, "condition">> {
  return {
    sets: "updatedAt = :at, entityType = :type, #user = :user, topic = :topic, GSI3SK = :sort",
    names: { "#user": "user" },
    values: { ":at": at, ":type": "ReadState", ":user": user, ":topic": topic, ":sort": timed(at, topic) },
  }
}

/**
 * The level that a member chose for a topic, in their own state and among the topic's watchers.
 * @param bookmarked whether the member has bookmarks in the topic, as it was read: it then stays on their list
 */
export function chooseLevel(place: Place, level: Level, bookmarked: boolean, at: string): Write[] {
  const { sets, names, values } = stateSets(place, at)
  const kept = isKept({ level }) || bookmarked
  const condition = isKept({ level })
    ? undefined
    : bookmarked
      ? "attribute_exists(bookmarks)"
      : "attribute_not_exists(bookmarks)"
  return [
    {
      kind: "update",
      key: readKey(place.user, place.topic),
      update: `SET ${sets}, #level = :level, chosen = :true${kept ? ", GSI3PK = :list" : " REMOVE GSI3PK"}`,
      ...(condition && { condition, refusal: overtaken }),
      names: { ...names, "#level": "level" },
      values: { ...values, ":level": level, ":true": true, ...(kept && { ":list": byWatching(place.user) }) },
    },
    topicWatcher(place, level, at),
  ]
}

/** Without a condition: sent with the member's state, which says the same. */
function topicWatcher({ user, topic }: Place, level: Level, at: string): Write {
  return level === "watching"
    ? { kind: "put", item: TopicWatchers.encode({ topic, user, level, at }) }
    : { kind: "delete", key: topicWatcherKey(topic, user) }
}

/**
 * The level of a category. Without conditions: both items always say the same, whoever comes last.
 * @param level undefined: that of the category above it
 */
export function chooseCategoryLevel(
  user: string,
  category: string,
  level: Level | undefined,
  at: string,
): Write[] {
  const sets = "updatedAt = :at, entityType = :type, #user = :user, category = :category"
  return [
    {
      kind: "update",
      key: categoryKeepingKey(user, category),
      update: level ? `SET ${sets}, #level = :level, levelAt = :at` : `SET ${sets} REMOVE #level, levelAt`,
      names: { "#level": "level", "#user": "user" },
      values: {
        ...(level && { ":level": level }),
        ":at": at,
        ":type": "CategoryKeeping",
        ":user": user,
        ":category": category,
      },
    },
    level === "watching"
      ? { kind: "put", item: CategoryWatchers.encode({ category, user, level, at }) }
      : { kind: "delete", key: categoryWatcherKey(category, user) },
  ]
}

/** How a member stands to another. Without conditions: all three items are written, so that they always agree. */
export function standTo(follow: Follow, stance: "follow" | "neutral" | "mute"): Write[] {
  const { follower, followed, at } = follow
  const mute: Mute = { user: follower.id, muted: followed, at }
  const follows = stance === "follow"
  return [
    follows
      ? { kind: "put", item: Follows.encode(follow) }
      : { kind: "delete", key: followsKey(follower.id, followed.id) },
    follows
      ? { kind: "put", item: FollowedBys.encode(follow) }
      : { kind: "delete", key: followedByKey(followed.id, follower.id) },
    stance === "mute"
      ? { kind: "put", item: Mutes.encode(mute) }
      : { kind: "delete", key: mutesKey(follower.id, followed.id) },
  ]
}

/** Everything up to `through` counts as read, in one category or everywhere; never goes back. @param refusal when it is so already */
export function readThrough(
  user: string,
  category: string | undefined,
  through: string,
  at: string,
  refusal: () => Error,
): Write {
  const sets =
    "readBefore = if_not_exists(readThrough, :never), readThrough = :through, updatedAt = :at, entityType = :type, #user = :user"
  return {
    kind: "update",
    repeatable: true,
    key: category === undefined ? keepingKey(user) : categoryKeepingKey(user, category),
    update: `SET ${sets}${category === undefined ? "" : ", category = :category"}`,
    condition: "attribute_not_exists(readThrough) OR readThrough < :through",
    names: { "#user": "user" },
    values: {
      ":through": through,
      ":never": "",
      ":at": at,
      ":user": user,
      ":type": category === undefined ? "Keeping" : "CategoryKeeping",
      ...(category !== undefined && { ":category": category }),
    },
    refusal,
  }
}

/** As it was before everything up to `through` was marked as read. @param refusal when something was marked since */
export function readAsBefore(
  user: string,
  category: string | undefined,
  through: string,
  at: string,
  refusal: () => Error,
): Write {
  return {
    kind: "update",
    repeatable: true,
    key: category === undefined ? keepingKey(user) : categoryKeepingKey(user, category),
    update: "SET readThrough = readBefore, updatedAt = :at REMOVE readBefore",
    condition: "readThrough = :through AND attribute_exists(readBefore)",
    values: { ":through": through, ":at": at },
    refusal,
  }
}

/** The levels that come by themselves. Without a condition: the last choice counts. */
export function putChoices(
  user: string,
  choices: Required<Pick<Keeping, "started" | "replied">>,
  at: string,
): Write {
  return {
    kind: "update",
    key: keepingKey(user),
    update: "SET started = :started, replied = :replied, updatedAt = :at, entityType = :type, #user = :user",
    names: { "#user": "user" },
    values: {
      ":started": choices.started,
      ":replied": choices.replied,
      ":at": at,
      ":type": "Keeping",
      ":user": user,
    },
  }
}

/**
 * What follows from a post of the member's own, if their state is still as it was read: the topic is among those
 * in which they wrote, they have read so far, and follow it more closely.
 * @param level a closer one than they had, if it is to change
 */
export function noteOwnPost(
  before: ReadState | undefined,
  own: Place & { post: string; number?: number },
  level: "watching" | "tracking" | undefined,
  at: string,
): Write[] {
  const { sets, names, values } = stateSets(own, at)
  const reads = !before?.lastRead || before.lastRead < own.post
  const numbered = reads && own.number !== undefined
  const parts = [
    `SET ${sets}, wrote = :post, GSI1PK = :wrote, GSI1SK = :wroteAt`,
    reads && ", lastRead = :post",
    numbered && ", lastNumber = :number",
    level && ", #level = :level, GSI3PK = :list",
    reads && !numbered && " REMOVE lastNumber",
  ]
  return [
    {
      kind: "update",
      key: readKey(own.user, own.topic),
      update: parts.filter(Boolean).join(""),
      condition: before ? `updatedAt = :seen${level ? " AND attribute_not_exists(chosen)" : ""}` : IS_NEW,
      names: { ...names, ...(level && { "#level": "level" }) },
      values: {
        ...values,
        ":post": own.post,
        ":wrote": byWriting(own.user),
        ":wroteAt": timed(isoOf(own.post), own.topic),
        ...(numbered && { ":number": own.number }),
        ...(level && { ":level": level, ":list": byWatching(own.user) }),
        ...(before && { ":seen": before.updatedAt }),
      },
      refusal: overtaken,
    },
    ...(level === "watching" ? [topicWatcher(own, level, at)] : []),
  ]
}
