/** Posts: what people write in a topic. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id, newId } from "#lib/base/ids.ts"
import { slugOf } from "#lib/base/slug.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { Post, Revision } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { getPost } from "#lib/db/patterns/posts.ts"
import { getRevision } from "#lib/db/patterns/revisions.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { putPost, putRevision, rewritePost } from "#lib/db/writes/posts.ts"
import { rewriteTopic } from "#lib/db/writes/topics.ts"
import { countForAuthor } from "#lib/db/writes/users.ts"
import { spend } from "#lib/limits/spend.ts"
import { changesBetween, folded, mergedText } from "#lib/markup/changes.ts"
import { textFromHtml } from "#lib/markup/excerpt.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, personOf, requireMember } from "./actor.ts"
import { SENT_DRAFT, withDraft } from "./drafts.ts"
import { areEditsLookedAt, editFlags, flagWrites, hold, reasonToHold } from "./holding.ts"
import { namingLimits, requireEditable, requireFew } from "./newcomers.ts"
import { type Made, once } from "./once.ts"
import { isStaff, moderates } from "./ranks.ts"
import { Words } from "./reporting.ts"
import { isPublic } from "./seeing.ts"
import { tagging } from "./tags.ts"
import {
  Body,
  everNamed,
  FormKey,
  type RenderedPost,
  type RenderedText,
  renderText,
  TagList,
  Title,
} from "./texts.ts"
import { loggedFor, type TopicEvent } from "./topic-log.ts"
import { foundAgain, type Written, writtenIn } from "./topics.ts"
import { ifAny, usesOf } from "./uploads.ts"
import { type PostScene, type TopicScene, visiblePost, visibleTopic } from "./visible.ts"
import { covered, judged, saidIn, typedTitle } from "./watched-words.ts"

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

export const EditInput = z.object({
  post: Id,
  /** The version that the form was filled from: whoever edits an older one is told. */
  version: z.coerce.number().int().min(1),
  body: Body,
  /** For the first post of a topic: the version of the topic's row, its title and tags. */
  topicVersion: z.coerce.number().int().min(1).optional(),
  title: Title.optional(),
  tags: TagList.optional(),
  /** Of who moderates it, for its author; without them nobody is told. */
  words: Words.optional(),
  ...SENT_DRAFT,
})

/**
 * Changes a post; the first post brings the title and tags of its topic along.
 * @throws ForumError not-found, forbidden, limited; conflict/edited-meanwhile with the newest `source` and
 * `version` (and `title`, `tags`, `topicVersion`), what changed and perhaps both texts in one in its details
 */
export async function editPost(actor: Actor, input: z.output<typeof EditInput>): Promise<PostScene> {
  const scene = await visiblePost(actor, input.post, { consistent: true })
  authorize(actor, "post.edit", scene)
  const member = requireMember(actor)
  const { post, topic } = scene
  await requireEditable(member, post)
  // Before the two texts are compared, which costs more than saving one.
  if (!isStaff(actor)) await spend("post.edit", member.id)
  if (post.version !== input.version || isOlderTopic(input, topic)) throw await editedMeanwhile(actor, input)

  const at = nowIso()
  const rendered = await renderText(input.body, post.id)
  await requireFew(member, rendered)
  const { shown, pictures } = rendered
  const { uploads, changes } = await usesOf(member, post.id, pictures, post.uploads, post.author.id)
  const isFirst = post.id === topic.firstPost
  const said = [
    ...(input.title === undefined ? [] : [{ field: "title", text: input.title }]),
    ...(input.tags === undefined ? [] : [{ field: "tags", text: input.tags.join(" ") }]),
  ]
  const verdict = await judged(member, [...said, ...saidIn(input.body, rendered.whole)], {
    // It stands there already, and cannot wait.
    atOnce: true,
    before: async () => {
      const old = await getRevision(post.id, post.version)
      return [old?.title ?? topic.title, old?.source ?? "", textFromHtml(post.html), topic.tags.join(" ")]
    },
  })
  // What was approved is looked at again when it has become something else.
  const isWatched = verdict.flag.length > 0 || (await areEditsLookedAt(member))
  const source = {
    post: post.id,
    n: post.version + 1,
    source: input.body,
    editor: personOf(member),
    createdAt: at,
    ...(isFirst && {
      title: input.title ?? (await typedTitle(topic.title, await getRevision(post.id, post.version))),
      tags: input.tags ?? topic.tags,
    }),
  }
  const row = isFirst ? await rowWrites(member, topic, input, shown, at) : []
  try {
    const named = {
      mentions: everNamed(post.mentions, shown.mentions),
      quotes: everNamed(post.quotes, shown.quotes),
    }
    const limits = namingLimits(member, named, post)
    const rewritten = rewritePost(post, { ...shown, ...named, uploads, at })
    const writes = [rewritten, putRevision(source), ...row, ...limits, ...changes]
    const after = { ...scene, post: { ...post, ...shown } }
    await withDraft(member, `edit:${post.id}`, input, (draft) =>
      // Somebody may report it in this moment, or decide about it.
      untilSettled(async () => {
        const flags = isWatched ? await editFlags(member, after, verdict.flag) : []
        const log = await loggedFor(member, topic, { ...changeOf(topic, input), words: input.words }, post)
        await commit([...writes, ...flags, ...log, draft])
        return scene
      }),
    )
  } catch (error) {
    if (error instanceof ForumError && error.code === "edited-meanwhile")
      throw await editedMeanwhile(actor, input)
    throw error
  }
  return visiblePost(actor, post.id, { consistent: true })
}

/** What staff have done with somebody's post, told in the log by its most telling part. */
function changeOf(topic: Topic, { title }: z.output<typeof EditInput>): TopicEvent {
  if (title === undefined || title === topic.title) return { type: "edited" }
  return { type: "retitled", from: topic.title, to: title }
}

function isOlderTopic(input: z.output<typeof EditInput>, topic: Topic): boolean {
  return input.title !== undefined && input.topicVersion !== topic.version
}

async function rowWrites(
  member: Member,
  topic: Topic,
  input: z.output<typeof EditInput>,
  { excerpt }: RenderedText,
  at: string,
): Promise<Write[]> {
  const title = input.title === undefined ? topic.title : await covered(input.title)
  const { tags, writes } = await tagging(member, topic, input.tags ?? topic.tags)
  const change = { title, slug: slugOf(title), excerpt, tags, updatedAt: at }
  return [rewriteTopic(topic, change), ...writes]
}

/** Both texts, what each changed in the one that both began with, and, where that fits together, both in one. */
async function editedMeanwhile(actor: Actor, input: z.output<typeof EditInput>): Promise<ForumError> {
  const [{ revision, topic }, base] = await Promise.all([
    sourceOf(actor, input.post),
    getRevision(input.post, input.version),
  ])
  const merged = base && mergedText(base.source, input.body, revision.source)
  return new ForumError("conflict", "edited-meanwhile", {
    source: revision.source,
    version: revision.n,
    editor: revision.editor.name,
    title: await typedTitle(topic.title, revision),
    tags: topic.tags,
    topicVersion: topic.version,
    ...(base && {
      theirChanges: folded(changesBetween(base.source, revision.source)),
      yourChanges: folded(changesBetween(base.source, input.body)),
    }),
    ...(merged !== undefined && { merged }),
  })
}

/**
 * The Markdown of a post as it stands, for the form that edits or quotes it; what is covered is so for all but its author
 * and staff. @throws ForumError not-found, forbidden
 */
export async function sourceOf(actor: Actor, id: string): Promise<PostScene & { revision: Revision }> {
  const scene = await visiblePost(actor, id, { consistent: true })
  authorize(actor, "post.history", scene)
  const revision = await getRevision(id, scene.post.version, { consistent: true })
  if (!revision) throw new ForumError("not-found", "post-missing")
  return { ...scene, revision: await revisionFor(actor, scene, revision) }
}

/** A revision as the actor may read it. */
export async function revisionFor(
  actor: Actor,
  { post, topic }: Pick<PostScene, "post" | "topic">,
  revision: Revision,
): Promise<Revision> {
  const isTheirs = actor.kind === "member" && actor.id === post.author.id
  if (isTheirs || moderates(actor, topic.category)) return revision
  const { source, title } = revision
  return {
    ...revision,
    source: await covered(source),
    ...(title !== undefined && { title: await covered(title) }),
  }
}
