/** Posts: what people write in a topic. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { Id, newId } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { Post } from "#lib/db/items/posts.ts"
import { getPost } from "#lib/db/patterns/posts.ts"
import { putPost, putRevision } from "#lib/db/writes/posts.ts"
import { countForAuthor } from "#lib/db/writes/users.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, personOf, requireMember } from "./actor.ts"
import { SENT_DRAFT, withDraft } from "./drafts.ts"
import { flagWrites, hold, reasonToHold } from "./holding.ts"
import { namingLimits, requireFew } from "./newcomers.ts"
import { type Made, once } from "./once.ts"
import { isPublic } from "./seeing.ts"
import { Body, FormKey, type RenderedPost, renderText } from "./texts.ts"
import { foundAgain, type Written, writtenIn } from "./topics.ts"
import { ifAny, usesOf } from "./uploads.ts"
import { type TopicScene, visibleTopic } from "./visible.ts"
import { judged, saidIn } from "./watched-words.ts"

export const ReplyInput = z.object({
  form: FormKey,
  topic: Id,
  /** The post that is answered, when it is one in particular. */
  replyTo: Id.optional(),
  body: Body,
  ...SENT_DRAFT,
})

/**
 * Adds a post to the end of a topic. The same form sent again gives the same post.
 * @throws ForumError not-found, forbidden, limited, invalid; Waits where it needs approval first
 */
export async function reply(actor: Actor, input: z.output<typeof ReplyInput>): Promise<Written> {
  const { topic, category } = await visibleTopic(actor, input.topic, { consistent: true })
  authorize(actor, "topic.reply", { topic, category })
  const member = requireMember(actor)
  return once(
    { form: input.form, member, rule: "post.create" },
    async (guards) =>
      writtenIn({ topic, category }, await addPost(member, { topic, category }, input, guards)),
    (made) => foundAgain(actor, made),
  )
}

async function addPost(
  member: Member,
  scene: TopicScene,
  input: z.output<typeof ReplyInput>,
  guards: (made: Made) => Write[],
): Promise<string> {
  const { topic } = scene
  const { post, writes, rendered } = await replyWrites(member, scene, input)
  await requireFew(member, rendered)
  const verdict = await judged(member, saidIn(input.body, rendered.whole))
  const why = await reasonToHold(member, verdict)
  // The place as the form was opened: the topic may have been merged into another since.
  const place = `reply:${input.topic}` as const
  if (why) {
    const { body, replyTo } = input
    const held = { category: topic.category, topic: topic.id, ...(replyTo && { replyTo }), body }
    const shown = { title: topic.title, html: post.html }
    // Whoever is named is told when it is approved: that counts now, as it does where nothing waits.
    const limited = (made: Made): Write[] => [...guards(made), ...namingLimits(member, post)]
    return withDraft(member, place, input, (draft) =>
      hold(member, held, shown, why, { guards: limited, draft }),
    )
  }
  const all = [
    ...guards({ topic: topic.id, post: post.id }),
    ...namingLimits(member, post),
    ...writes,
    ...flagWrites(member, { ...scene, post }, verdict.flag),
  ]
  await withDraft(member, place, input, (draft) => commit([...all, draft]))
  return post.id
}

/** A reply as it is written down, whoever does it: its author, or who approves it. */
export async function replyWrites(
  member: Member,
  { topic, category }: TopicScene,
  input: { body: string; replyTo?: string },
): Promise<{ post: Post; writes: Write[]; rendered: RenderedPost }> {
  const answered = input.replyTo && (await getPost(topic.id, input.replyTo))
  const [id, at, author] = [newId(), nowIso(), personOf(member)]
  const rendered = await renderText(input.body, id)
  const { excerpt: _, ...shown } = rendered.shown
  const { uploads, changes } = await usesOf(member, id, rendered.pictures)
  const post: Post = {
    id,
    topic: topic.id,
    author,
    ...shown,
    ...ifAny(uploads),
    createdAt: at,
    version: 1,
    likeCount: 0,
    writtenIn: category.id,
    ...(answered && !answered.removed && { replyTo: { id: answered.id, author: answered.author } }),
  }
  const writes = [
    putPost(post),
    putRevision({ post: id, n: 1, source: input.body, editor: author, createdAt: at }),
    ...changes,
    ...(isPublic(category) ? [countForAuthor(member.id, { topics: 0, posts: 1 })] : []),
  ]
  return { post, writes, rendered }
}
