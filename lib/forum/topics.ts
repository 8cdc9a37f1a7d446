/** Topics: starting one, moving one. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { Id, newId } from "#lib/base/ids.ts"
import { slugOf } from "#lib/base/slug.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { putFirstPost, putRevision } from "#lib/db/writes/posts.ts"
import { putTagTopic } from "#lib/db/writes/tags.ts"
import { moveTopicRow, putTopic } from "#lib/db/writes/topics.ts"
import { countForAuthor } from "#lib/db/writes/users.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, personOf, requireMember } from "./actor.ts"
import { SENT_DRAFT, withDraft } from "./drafts.ts"
import { flagWrites, hold, isHeld, reasonToHold, Waits } from "./holding.ts"
import { namingLimits, requireFew } from "./newcomers.ts"
import { type Made, once } from "./once.ts"
import { Words } from "./reporting.ts"
import { isPublic } from "./seeing.ts"
import { tagging } from "./tags.ts"
import { Body, FormKey, type RenderedPost, renderText, TagList, Title } from "./texts.ts"
import { loggedFor, type TopicEvent } from "./topic-log.ts"
import { ifAny, usesOf } from "./uploads.ts"
import { type TopicScene, visibleCategory, visibleTopic } from "./visible.ts"
import { covered, judged, saidIn } from "./watched-words.ts"

/** A category as a form names it. */
export const CategoryId = z
  .string({ error: () => t("inputs.category-choose") })
  .min(1, { error: () => t("inputs.category-choose") })
  .max(60, { error: () => t("inputs.category-choose") })

export const NewTopicInput = z.object({
  form: FormKey,
  category: CategoryId,
  title: Title,
  body: Body,
  tags: TagList,
  ...SENT_DRAFT,
})

/** Where something that was written can be found; `scene` is what was there when it was decided. */
export type Written = { topic: string; post: string; category: string; slug: string; scene: TopicScene }

/**
 * Starts a topic. The same form sent again gives the same topic.
 * @throws ForumError not-found, forbidden, limited, invalid; Waits where it needs approval first
 */
export async function startTopic(actor: Actor, input: z.output<typeof NewTopicInput>): Promise<Written> {
  const category = await visibleCategory(actor, input.category)
  authorize(actor, "topic.create", { category })
  const member = requireMember(actor)
  return once(
    { form: input.form, member, rule: "topic.create" },
    async (guards) => createTopic(member, category, input, guards),
    (made) => foundAgain(actor, made),
  )
}

async function createTopic(
  member: Member,
  category: Category,
  input: z.output<typeof NewTopicInput>,
  guards: (made: Made) => Write[],
): Promise<Written> {
  const { topic, post, writes, rendered } = await topicWrites(member, category, input)
  await requireFew(member, rendered)
  const verdict = await judged(member, [
    { field: "title", text: input.title },
    { field: "tags", text: input.tags.join(" ") },
    ...saidIn(input.body, rendered.whole),
  ])
  const why = await reasonToHold(member, verdict)
  if (why) {
    const { title, body, tags } = input
    const held = { category: category.id, title, tags, body }
    const shown = { title, html: post.html }
    const limited = (made: Made): Write[] => [...guards(made), ...namingLimits(member, post)]
    return withDraft(member, "topic", input, (draft) =>
      hold(member, held, shown, why, { guards: limited, draft }),
    )
  }
  const all = [
    ...guards({ topic: topic.id, post: post.id }),
    ...namingLimits(member, post),
    ...writes,
    ...flagWrites(member, { topic, category, post }, verdict.flag),
  ]
  await withDraft(member, "topic", input, (draft) => commit([...all, draft]))
  return writtenIn({ topic, category }, post.id)
}

/**
 * A topic as it is written down, whoever does it: its author, or who approves it.
 * @param tagger who gives it its tags, of which some may be new @throws ForumError forbidden
 */
export async function topicWrites(
  member: Member,
  category: Category,
  input: { title: string; body: string; tags: string[] },
  tagger: Actor = member,
): Promise<{ topic: Topic; post: Post; writes: Write[]; rendered: RenderedPost }> {
  const [id, first, at, author] = [newId(), newId(), nowIso(), personOf(member)]
  const title = await covered(input.title)
  const rendered = await renderText(input.body, first)
  const { excerpt, ...shown } = rendered.shown
  const { uploads, changes } = await usesOf(member, first, rendered.pictures)
  const tagged = await tagging(tagger, { id, category: category.id, tags: [] }, input.tags)
  const topic: Topic = {
    id,
    category: category.id,
    title,
    slug: slugOf(title),
    author,
    firstPost: first,
    excerpt,
    tags: tagged.tags,
    createdAt: at,
    updatedAt: at,
    version: 1,
    postCount: 1,
    likeCount: 0,
    lastPostAt: at,
    lastPost: { id: first, author },
    locked: false,
  }
  const born = { id: first, topic: id, author, writtenIn: category.id, opens: true as const }
  const post = { ...born, ...shown, ...ifAny(uploads), createdAt: at, version: 1, likeCount: 0 }
  const writes = [
    putTopic(topic),
    putFirstPost(post),
    putRevision({
      ...{ post: first, n: 1, source: input.body, editor: author, createdAt: at },
      ...{ title: input.title, tags: tagged.tags },
    }),
    ...changes,
    ...tagged.writes,
    // The figures are on the member's public page: they tell nothing of what is not.
    ...(isPublic(category) ? [countForAuthor(member.id, { topics: 1, posts: 1 })] : []),
  ]
  return { topic, post, writes, rendered }
}

/** What a form made before, seen with the actor's eyes: it may have been moved or removed meanwhile. */
export async function foundAgain(actor: Actor, made: Made): Promise<Written> {
  if (isHeld(made)) throw new Waits(made.post)
  return writtenIn(await visibleTopic(actor, made.topic), made.post)
}

export function writtenIn(scene: TopicScene, post: string): Written {
  const { topic } = scene
  return { topic: topic.id, post, category: topic.category, slug: topic.slug, scene }
}

export const MoveTopicInput = z.object({ topic: Id, category: CategoryId, words: Words.optional() })

/** Moves a topic; its address stays, its posts stay where they are. @throws ForumError not-found, forbidden */
export function moveTopic(actor: Actor, input: z.output<typeof MoveTopicInput>): Promise<Topic> {
  return untilSettled(() => move(actor, input))
}

async function move(actor: Actor, input: z.output<typeof MoveTopicInput>): Promise<Topic> {
  const scene = await visibleTopic(actor, input.topic, { consistent: true })
  const target = await visibleCategory(actor, input.category)
  authorize(actor, "topic.move", scene)
  authorize(actor, "topic.create", { category: target })
  await commit(await moving(requireMember(actor), scene, target, { words: input.words }))
  const { topic } = scene
  return target.id === topic.category ? topic : { ...topic, category: target.id, version: topic.version + 1 }
}

/** What brings it about, with its event; nothing where it is there already. */
export async function moving(
  member: Member,
  { topic, category }: TopicScene,
  target: Category,
  said: Pick<TopicEvent, "words" | "saga">,
): Promise<Write[]> {
  if (target.id === topic.category) return []
  return [
    ...moveTopicRow(topic, target.id, nowIso()),
    // A removed topic is under no tag until it is restored.
    ...(topic.removed ? [] : topic.tags).map((tag) =>
      putTagTopic(tag, { id: topic.id, category: target.id }),
    ),
    ...(await loggedFor(member, topic, { type: "moved", from: category.name, to: target.name, ...said })),
  ]
}
