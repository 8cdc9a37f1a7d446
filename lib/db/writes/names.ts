/** Writes that change by which name a member goes, where it is held and wherever it stands, as values for commit(). */
import { now, nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import type { Person } from "../items/entity.ts"
import type { Notification } from "../items/notifications.ts"
import type { Post } from "../items/posts.ts"
import type { Topic } from "../items/topics.ts"
import { askedWith, type User, UserNames } from "../items/users.ts"
import type { Key } from "../keys/key.ts"
import { notificationKey } from "../keys/notifications.ts"
import { postKey, reactionKey } from "../keys/posts.ts"
import { topicKey } from "../keys/topics.ts"
import { userKey } from "../keys/users.ts"
import { overtaken } from "../retry.ts"

const NAME = { "#name": "name" }

/** How many names of before are remembered; those that were more stay taken, and lead nowhere. */
const FORMER_NAMES = 20

/**
 * Gives a member another name: theirs alone, and the old one stays theirs as well, so that nobody else can pass for
 * them. @throws (when sent) ForumError conflict: name-taken, busy
 */
export function swapName(user: User, name: string, skeleton: string): Write[] {
  const former = [user.name, ...(user.formerNames ?? [])].filter((one) => one !== name)
  const taken = () => new ForumError("conflict", "name-taken", { field: "name" })
  return [
    {
      kind: "update",
      key: userKey(user.id),
      update:
        "SET #name = :name, formerNames = :former, renamedAt = :at, updatedAt = :at, version = version + :one",
      condition: "#name = :before AND version = :version",
      names: NAME,
      values: {
        ":name": name,
        ":before": user.name,
        ":former": [...new Set(former)].slice(0, FORMER_NAMES),
        ":at": nowIso(),
        ":one": 1,
        ":version": user.version,
      },
      refusal: () => new ForumError("conflict", "busy"),
    },
    {
      kind: "put",
      item: UserNames.encode({ skeleton, user: user.id }),
      // One that somebody left is free when its time is over, even where it is not deleted yet; one that was asked for with
      // the member's own address is held for them.
      condition: `${IS_NEW} OR #user IN (:user, :asked) OR expiresAt <= :now`,
      names: { "#user": "user" },
      values: { ":user": user.id, ":asked": askedWith(user.id), ":now": Math.floor(now() / 1000) },
      refusal: taken,
    },
  ]
}

/** The name of a topic's author, of who wrote last in it, answered it or removed it, where these are `person`. */
export function renameInTopic(topic: Topic, person: Person): Write | undefined {
  const people = {
    author: topic.author,
    "lastPost.author": topic.lastPost.author,
    "answer.author": topic.answer?.author,
    "removed.#by": topic.removed?.by,
  }
  return renameIn(topicKey(topic.category, topic.id), people, person)
}

/** The name of a post's author, and of who removed it, where these are `person`. */
export function renameInPost(post: Post, person: Person): Write | undefined {
  const people = { author: post.author, "removed.#by": post.removed?.by }
  return renameIn(postKey(post.topic, post.id), people, person)
}

/** Changes the name wherever it is another one of the same person, if they still stand there when it is sent. */
function renameIn(
  key: Key,
  people: Record<string, Person | undefined>,
  { id, name }: Person,
): Write | undefined {
  const places = Object.keys(people).filter(
    (place) => people[place]?.id === id && people[place].name !== name,
  )
  if (places.length === 0) return undefined
  return {
    kind: "update",
    key,
    update: `SET ${places.map((place) => `${place}.#name = :name`).join(", ")}`,
    condition: places.map((place) => `${place}.id = :user`).join(" AND "),
    names: { ...NAME, ...(places.includes("removed.#by") && { "#by": "by" }) },
    values: { ":name": name, ":user": id },
    refusal: overtaken,
  }
}

/** What a post of somebody else says of a member: in its text, and whom it answers. @param change `answered`: who that was before, where it was another account */
export function rewriteAppearance(
  post: Post,
  change: { html?: string; replyTo?: Person; answered?: string },
): Write | undefined {
  const { html, replyTo, answered = replyTo?.id } = change
  if (html === undefined && !replyTo) return undefined
  const set = [html !== undefined && "html = :html", replyTo && "replyTo.author = :author"].filter(Boolean)
  return {
    kind: "update",
    key: postKey(post.topic, post.id),
    update: `SET ${set.join(", ")}`,
    // An edit meanwhile has another text: then it is read again.
    condition: `${EXISTS} AND html = :before${replyTo ? " AND replyTo.author.id = :user" : ""}`,
    values: {
      ":before": post.html,
      ...(html !== undefined && { ":html": html }),
      ...(replyTo && { ":author": { id: replyTo.id, name: replyTo.name }, ":user": answered }),
    },
    refusal: overtaken,
  }
}

/** Who did what a notification tells, and the title in it, as they are called now. */
export function renameInNotification(told: Notification, person: Person, title: string): Write | undefined {
  const by = renamedAmong(told.by, person)
  if (!by && told.title === title) return undefined
  return {
    kind: "update",
    key: notificationKey(told.user, told.id),
    update: "SET #by = :by, title = :title",
    condition: "#by = :before",
    names: { "#by": "by" },
    values: { ":by": by ?? told.by, ":before": told.by, ":title": title },
    refusal: overtaken,
  }
}

function renamedAmong(people: Person[], { id, name }: Person): Person[] | undefined {
  if (!people.some((one) => one.id === id && one.name !== name)) return undefined
  return people.map((one) => (one.id === id ? { id, name } : one))
}

/** The name beside a like. */
export function renameInReaction(post: string, person: Person): Write {
  return {
    kind: "update",
    key: reactionKey(post, person.id),
    update: "SET #user.#name = :name",
    condition: EXISTS,
    names: { ...NAME, "#user": "user" },
    values: { ":name": person.name },
    refusal: overtaken,
  }
}
