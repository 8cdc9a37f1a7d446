/** `npm start -- --demo`: plays the scripts through the forum's own verbs, as if the year had happened. */
import { DAY, MINUTE, now, nowIso, setClock } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit, IS_NEW } from "#lib/db/commit.ts"
import { type User, UserNames, Users } from "#lib/db/items/users.ts"
import { findCategory, listCategories } from "#lib/db/patterns/categories.ts"
import { userBySkeleton } from "#lib/db/patterns/users.ts"
import { setPinned } from "#lib/db/writes/categories.ts"
import { type Member, memberFrom } from "#lib/forum/actor.ts"
import { acceptAnswer } from "#lib/forum/answers.ts"
import { changeCategory, createCategory } from "#lib/forum/categories.ts"
import { lockTopic } from "#lib/forum/closing.ts"
import { editPost } from "#lib/forum/editing.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { reply } from "#lib/forum/posts.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost } from "#lib/forum/removal.ts"
import { startTopic } from "#lib/forum/topics.ts"
import { CAST, type CastMember, PLACES } from "./cast.ts"
import { readScripts, type ScriptPost, type ScriptTopic } from "./script.ts"

const OPERATOR = { kind: "operator" } as const

export type DemoFilled = { members: number; categories: number; topics: number; posts: number }

/** Why the demo was not written: the forum has content of its own. */
export class NotEmpty extends Error {}

type Told = { id: string; posts: string[] }
type Event = { at: number; happen: () => Promise<unknown> }

/**
 * Fills an empty forum with the demo community. Nobody of it has an address, so nobody can sign in as them.
 * @param progress is told how many of all things have happened
 * @throws NotEmpty where there are topics, categories or members that the demo would mix with
 */
export async function fillDemo(progress?: (done: number, of: number) => void): Promise<DemoFilled> {
  await requireEmpty()
  const present = now()
  const scripts = readScripts()
  const told = new Map<string, Told>(scripts.map(({ file }) => [file, { id: "", posts: [] }]))
  try {
    let time = present - Math.max(...scripts.map(({ ago }) => ago)) - 3 * DAY
    setClock(() => time)
    await setPlaces()
    const cast = new Map<string, Member>()
    for (const one of CAST) cast.set(one.name, await join(one))
    const events = scripts
      .flatMap((script) => eventsOf(script, told.get(script.file)!, cast, present))
      .sort((a, b) => a.at - b.at)
    for (const [i, event] of events.entries()) {
      time = event.at
      await event.happen()
      progress?.(i + 1, events.length)
    }
    time = present
    for (const place of PLACES) await pin(place.id, scripts, told)
  } finally {
    setClock()
  }
  const posts = scripts.reduce((sum, script) => sum + script.posts.length, 0)
  return { members: CAST.length, categories: PLACES.length, topics: scripts.length, posts }
}

async function requireEmpty(): Promise<void> {
  const ours = new Set<string>(PLACES.map(({ id }) => id))
  const categories = await listCategories()
  const taken = await Promise.all(CAST.map(({ name }) => userBySkeleton(skeletonOf(name))))
  const isEmpty = categories.every(({ id, topicCount }) => topicCount === 0 && ours.has(id))
  if (isEmpty && taken.every((user) => user === undefined)) return
  throw new NotEmpty(
    "The demo only fills an empty forum, and this one has content. Start without --demo, or name a new folder: STOA_DATA=demo npm start -- --demo",
  )
}

async function setPlaces(): Promise<void> {
  for (const { id, ...place } of PLACES as readonly (Parameters<typeof createCategory>[1] & {
    id: string
  })[]) {
    const input: Omit<Parameters<typeof createCategory>[1], "id"> = place
    if (await findCategory(id)) await changeCategory(OPERATOR, id, input)
    else await createCategory(OPERATOR, { id, ...input })
  }
}

async function join({ name, role, about }: CastMember): Promise<Member> {
  const at = nowIso()
  const user: User = {
    id: newId(),
    name,
    role,
    sessionEpoch: 1,
    about,
    topicCount: 0,
    postCount: 0,
    createdAt: at,
    updatedAt: at,
    version: 1,
  }
  await commit([
    { kind: "put", item: Users.encode(user), condition: IS_NEW },
    { kind: "put", item: UserNames.encode({ skeleton: skeletonOf(name), user: user.id }), condition: IS_NEW },
  ])
  // As an actor the member has written enough to create tags.
  return { ...memberFrom(user), postCount: 10, level: 1 as const }
}

/** Everything that happens in a topic, with its time; nothing of it lies ahead of `present`. */
function eventsOf(script: ScriptTopic, topic: Told, cast: Map<string, Member>, present: number): Event[] {
  const member = (name: string): Member => {
    const found = cast.get(name)
    if (!found) throw new Error(`${script.file}: ${name} is not in the cast`)
    return found
  }
  const events: Event[] = []
  let at = present - script.ago
  const add = (time: number, happen: Event["happen"]): void => {
    events.push({ at: Math.min(time, present - 1), happen })
  }
  for (const [i, post] of script.posts.entries()) {
    // Nobody writes on the full minute.
    at += post.after + ((i * 37 + script.title.length * 13) % 60) * 1000
    if (at > present) throw new Error(`${script.file}: post ${i + 1} lies in the future`)
    const author = member(post.author)
    add(at, async () => {
      topic.posts[i] = await write(script, topic, post, author)
    })
    const written = (): string => topic.posts[i]!
    const { edit, removed } = post
    if (edit) add(at + edit.after, () => editPost(author, { post: written(), version: 1, body: edit.body }))
    post.likes.forEach((name, n) => {
      add(at + (n + 1) * 23 * MINUTE, () => likePost(member(name), { post: written(), liked: true }))
    })
    if (post.isAnswer) {
      const asker = member(script.posts[0]!.author)
      add(at + 90 * MINUTE, () => acceptAnswer(asker, { post: written(), accepted: true }))
    }
    if (removed) {
      const by = removed.by === "self" ? author : member(removed.by)
      add(at + 12 * MINUTE, () => removePost(by, { post: written(), why: removed.why }))
    }
  }
  if (script.closed !== undefined)
    add(present - script.closed, () => lockTopic(member("Nele"), { topic: topic.id, locked: true }))
  return events
}

async function write(script: ScriptTopic, topic: Told, post: ScriptPost, author: Member): Promise<string> {
  const form = newId()
  const body = withQuotes(post.body, topic)
  if (!topic.id) {
    const tags = script.tags.split(/,\s*/).filter(Boolean)
    const made = await startTopic(author, {
      form,
      category: script.category,
      title: script.title,
      body,
      tags,
    })
    topic.id = made.topic
    return made.post
  }
  const replyTo = post.replyTo && topic.posts[post.replyTo - 1]
  const made = await reply(author, { form, topic: topic.id, body, ...(replyTo && { replyTo }) })
  return made.post
}

/** `[quote="Jory" #19]` in a script names the nineteenth post of its topic. */
function withQuotes(body: string, { posts }: Told): string {
  return body.replace(/^\[quote="([^"]+)" #(\d+)\]$/gm, (tag, name: string, n: string) => {
    const post = posts[Number(n) - 1]
    return post ? `[quote="${name}" post="${post}"]` : tag
  })
}

async function pin(category: string, scripts: ScriptTopic[], told: Map<string, Told>): Promise<void> {
  const pinned = scripts
    .filter((script) => script.pinned && script.category === category)
    .map((script) => told.get(script.file)!.id)
  const found = pinned.length > 0 && (await findCategory(category, { consistent: true }))
  if (found) await commit([setPinned(found, pinned)])
}
