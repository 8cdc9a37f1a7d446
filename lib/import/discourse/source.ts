/** What Discourse's JSON says, read with care: any file may be cut, foreign, or of another version. */
import { hueOf, isObject, type Json, time, wholeNumber, words } from "./values.ts"

export type SourcePost = {
  id: number
  topic: number
  number: number
  /** 1 post, 2 post of a moderator, 3 small action (closed, pinned...), 4 whisper among staff */
  type: number
  action?: string
  userId?: number
  username: string
  /** Milliseconds; absent when missing or impossible. */
  createdAt?: number
  updatedAt?: number
  version: number
  likes: number
  replyTo?: number
  hidden: boolean
  deleted: boolean
  deletedByAuthor: boolean
  accepted: boolean
  raw?: string
  cooked: string
  /** Where the forum was, read from the address of an avatar. */
  host?: string
}

export type SourceTopic = {
  id: number
  title?: string
  category?: number
  createdAt?: number
  closed?: boolean
  pinned?: boolean
  tags: string[]
  removed: boolean
  /** A private message: never imported. */
  isPrivate: boolean
  /** Number of the accepted answer. */
  answer?: number
  /** How new this is: of two files of a topic the newer one says its title. */
  seenAt: number
  isWhole: boolean
}

export type SourceCategory = {
  id: number
  name: string
  description: string
  parent?: number
  position?: number
  hue?: number
  restricted: boolean
}

export type SourceMember = { id: number; username: string }

export type SourceFile = {
  topics: SourceTopic[]
  posts: SourcePost[]
  categories: SourceCategory[]
  members: SourceMember[]
  /** Why some records of the file cannot be used. */
  unusable: string[]
}

/** What a file holds, or in a few words why it is nothing of Discourse's. */
export function readSource(text: string): SourceFile | string {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return text.trim() ? "no valid JSON (cut off?)" : "empty file"
  }
  const found: SourceFile = { topics: [], posts: [], categories: [], members: [], unusable: [] }
  if (Array.isArray(json)) for (const each of json) readObject(each, found)
  else readObject(json, found)
  const isUsed =
    found.topics.length + found.posts.length + found.categories.length + found.unusable.length > 0
  return isUsed ? found : "not a topic, a post or a list of categories of Discourse"
}

function readObject(value: unknown, found: SourceFile): void {
  if (!isObject(value)) return
  const stream = isObject(value.post_stream) ? value.post_stream.posts : undefined
  if (Array.isArray(stream)) readTopic(value, stream, found)
  else if (Array.isArray(value.latest_posts)) for (const post of value.latest_posts) readObject(post, found)
  else if (wholeNumber(value.topic_id) !== undefined) readPost(value, undefined, found)
  else readCategories(value, found)
}

function readTopic(value: Json, stream: unknown[], found: SourceFile): void {
  const id = wholeNumber(value.id)
  if (id === undefined) {
    found.unusable.push(...stream.map(() => "post of a topic without a number"))
    return
  }
  found.topics.push(topicFrom(value, id))
  for (const post of stream) readPost(post, id, found)
  const { participants, created_by, last_poster } = isObject(value.details) ? value.details : ({} as Json)
  for (const one of [...(Array.isArray(participants) ? participants : []), created_by, last_poster])
    readMember(one, found)
}

function topicFrom(value: Json, id: number): SourceTopic {
  const accepted = [value.accepted_answer].flat().find(isObject)
  return {
    id,
    title: words(value.title) ?? words(value.fancy_title),
    category: wholeNumber(value.category_id),
    createdAt: time(value.created_at),
    closed: value.closed === true || value.archived === true,
    pinned: value.pinned === true || value.pinned_globally === true,
    tags: (Array.isArray(value.tags) ? value.tags : []).flatMap((tag) =>
      isObject(tag) ? (words(tag.name) ?? []) : (words(tag) ?? []),
    ),
    removed: Boolean(value.deleted_at) || value.visible === false,
    isPrivate: value.archetype === "private_message",
    answer: accepted && wholeNumber(accepted.post_number),
    seenAt: time(value.last_posted_at) ?? 0,
    isWhole: true,
  }
}

function readPost(value: unknown, topic: number | undefined, found: SourceFile): void {
  const post = isObject(value) ? postFrom(value, topic) : "record that is not a post"
  if (typeof post === "string") {
    found.unusable.push(post)
    return
  }
  found.posts.push(post)
  const { reply_to_user, topic_title, category_id } = value as Json
  if (isObject(reply_to_user)) readMember(reply_to_user, found)
  if (topic === undefined) {
    found.topics.push({
      id: post.topic,
      title: words(topic_title),
      category: wholeNumber(category_id),
      tags: [],
      removed: false,
      isPrivate: (value as Json).topic_archetype === "private_message",
      seenAt: post.updatedAt ?? 0,
      isWhole: false,
    })
  }
}

function postFrom(value: Json, inTopic: number | undefined): SourcePost | string {
  const id = wholeNumber(value.id)
  const topic = inTopic ?? wholeNumber(value.topic_id)
  const number = wholeNumber(value.post_number)
  if (id === undefined) return "post without an id"
  if (topic === undefined || number === undefined) return "post without a topic or a number"
  if (typeof value.cooked !== "string" && typeof value.raw !== "string") return "post without a text"
  const host = /^\/(?:user_avatar|letter_avatar)\/([a-z0-9.-]+\.[a-z0-9-]+)\//i.exec(
    String(value.avatar_template),
  )
  const userId = wholeNumber(value.user_id)
  return {
    id,
    topic,
    number,
    type: wholeNumber(value.post_type) ?? 1,
    action: words(value.action_code),
    userId: userId && userId > 0 ? userId : undefined,
    username: words(value.username) ?? "",
    createdAt: time(value.created_at),
    updatedAt: time(value.updated_at),
    version: wholeNumber(value.version) ?? 1,
    likes: likesOf(value),
    replyTo: wholeNumber(value.reply_to_post_number),
    hidden: value.hidden === true,
    deleted: Boolean(value.deleted_at) || value.user_deleted === true,
    deletedByAuthor: value.user_deleted === true && !value.deleted_at,
    accepted: value.accepted_answer === true,
    raw: typeof value.raw === "string" ? value.raw : undefined,
    cooked: typeof value.cooked === "string" ? value.cooked : "",
    host: host?.[1]?.toLowerCase(),
  }
}

/** Action 2 is a like. Other reactions are not likes, and who gave them is not told. */
function likesOf(value: Json): number {
  const actions = Array.isArray(value.actions_summary) ? value.actions_summary : []
  const likes = actions.find((action) => isObject(action) && action.id === 2) as Json | undefined
  return Math.min(wholeNumber(likes?.count) ?? 0, 1_000_000)
}

function readCategories(value: Json, found: SourceFile): void {
  const list = isObject(value.category_list) ? value.category_list.categories : value.categories
  if (!Array.isArray(list)) return
  for (const one of list) {
    if (!isObject(one)) continue
    const id = wholeNumber(one.id)
    const name = words(one.name)
    if (id === undefined || !name) continue
    found.categories.push({
      id,
      name,
      description: words(one.description_text) ?? "",
      parent: wholeNumber(one.parent_category_id),
      position: wholeNumber(one.position),
      hue: hueOf(one.color),
      restricted: one.read_restricted === true,
    })
    if (Array.isArray(one.subcategory_list)) readCategories({ categories: one.subcategory_list }, found)
  }
}

function readMember(value: unknown, found: SourceFile): void {
  if (!isObject(value)) return
  const [id, username] = [wholeNumber(value.id), words(value.username)]
  if (id !== undefined && id > 0 && username) found.members.push({ id, username })
}
