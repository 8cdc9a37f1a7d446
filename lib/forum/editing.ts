/** Changing what was written: a post, and with the first one the title and tags of its topic. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { slugOf } from "#lib/base/slug.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { getRevision } from "#lib/db/patterns/revisions.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { putRevision, rewritePost } from "#lib/db/writes/posts.ts"
import { rewriteTopic } from "#lib/db/writes/topics.ts"
import { spend } from "#lib/limits/spend.ts"
import { changesBetween, folded, mergedText } from "#lib/markup/changes.ts"
import { textFromHtml } from "#lib/markup/excerpt.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, personOf, requireMember } from "./actor.ts"
import { SENT_DRAFT, withDraft } from "./drafts.ts"
import { areEditsLookedAt, editFlags } from "./holding.ts"
import { mergedHead } from "./merged-edit.ts"
import { namingLimits, requireEditable, requireFew } from "./newcomers.ts"
import { isStaff } from "./ranks.ts"
import { Words } from "./reporting.ts"
import { sourceOf } from "./sources.ts"
import { tagging } from "./tags.ts"
import { Body, everNamed, type RenderedText, renderText, TagList, Title } from "./texts.ts"
import { loggedFor, type TopicEvent } from "./topic-log.ts"
import { usesOf } from "./uploads.ts"
import { type PostScene, visiblePost } from "./visible.ts"
import { covered, judged, saidIn, typedTitle } from "./watched-words.ts"

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
 * `version` (and `title`, `tags`, `topicVersion`, `head`), what changed and perhaps both texts in one in its details
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

/**
 * Both texts, what each changed in the one that both began with, and, where that fits together, both in one; title and tags
 * as both would have them.
 */
async function editedMeanwhile(actor: Actor, input: z.output<typeof EditInput>): Promise<ForumError> {
  const [{ revision, topic }, base] = await Promise.all([
    sourceOf(actor, input.post),
    getRevision(input.post, input.version),
  ])
  const merged = base && mergedText(base.source, input.body, revision.source)
  const theirs = { title: await typedTitle(topic.title, revision), tags: topic.tags }
  const { title, tags } = input
  return new ForumError("conflict", "edited-meanwhile", {
    source: revision.source,
    version: revision.n,
    editor: revision.editor.name,
    ...theirs,
    topicVersion: topic.version,
    ...(base && {
      theirChanges: folded(changesBetween(base.source, revision.source)),
      yourChanges: folded(changesBetween(base.source, input.body)),
    }),
    ...(merged !== undefined && { merged }),
    ...(title !== undefined &&
      tags !== undefined && { head: mergedHead(base ?? {}, { title, tags }, theirs) }),
  })
}
