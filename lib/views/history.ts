/** The past of a post: who changed it when, and what changed. */
import { setImmediate } from "node:timers/promises"
import { ForumError } from "#lib/base/errors.ts"
import type { Revision } from "#lib/db/items/posts.ts"
import { getRevision, REVISIONS_PER_PAGE, revisionsOf } from "#lib/db/patterns/revisions.ts"
import { authorize } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { revisionFor } from "#lib/forum/sources.ts"
import { type PostScene, visiblePost } from "#lib/forum/visible.ts"
import { spend } from "#lib/limits/spend.ts"
import { type Change, changesBetween, folded, type ShownChange } from "#lib/markup/changes.ts"

export type HistoryVersion = {
  n: number
  editor: string
  at: string
  isNewest: boolean
  /** What changed since the version before it; the first one as it is. Absent where the page would become too much. */
  changes?: ShownChange[]
  /** The same of the topic's title, where it changed. */
  title?: Change[]
  tags?: { added: string[]; removed: string[] }
}

export type HistoryView = {
  signedIn: boolean
  topic: string
  author: string
  isFirst: boolean
  versions: HistoryVersion[]
  /** The number from which older ones follow. */
  older?: number
}

/** Characters of changes on a page: that of the longest post, edited all over, and some more. */
const MAX_SHOWN = 100_000
/** Milliseconds of comparing for a page: the worst pair of texts takes 200. */
const MAX_COMPARING = 400

/** The versions of a post, newest first, from `before` on. @throws ForumError not-found, forbidden */
export async function loadHistory(actor: Actor, id: string, before?: number): Promise<HistoryView> {
  const scene = await visiblePost(actor, id)
  const { post, topic } = scene
  const head = { topic: topic.title, author: post.author.name, isFirst: post.id === topic.firstPost }
  if (actor.kind === "guest") return { ...head, signedIn: false, versions: [] }
  authorize(actor, "post.history", scene)
  await spend("post.history", actor.kind === "member" ? actor.id : "operator")
  return { ...head, signedIn: true, ...(await versionsFor(actor, scene, { before })) }
}

/** Versions of a post that the actor may see, the newest first, at most `most`; `older` is the `before` of those behind. */
export async function versionsFor(
  actor: Actor,
  scene: PostScene,
  { before, most = REVISIONS_PER_PAGE }: { before?: number | undefined; most?: number } = {},
): Promise<Pick<HistoryView, "versions" | "older">> {
  const { id } = scene.post
  const revisions = (await revisionsOf(id, before)).slice(0, most)
  const last = revisions.at(-1)
  const earlier = last && last.n > 1 ? await getRevision(id, last.n - 1) : undefined
  const versions: HistoryVersion[] = []
  const tell = withinBounds()
  const seen = async (one?: Revision) => one && revisionFor(actor, scene, one)
  let next = await seen(revisions[0])
  for (let i = 0; next; i++) {
    const older = await seen(revisions[i + 1] ?? earlier)
    if (i >= revisions.length) break
    versions.push({ ...(await tell(next, older)), isNewest: before === undefined && i === 0 })
    next = older
  }
  return { versions, ...(earlier && revisions.length === most && { older: last!.n }) }
}

type Told = Omit<HistoryVersion, "isNewest">

/** Tells versions until there is enough to read, or it takes too long; of the others only who and when. */
function withinBounds(): (revision: Revision, before: Revision | undefined) => Promise<Told> {
  let [shown, spent] = [0, 0]
  return async (revision, before) => {
    // Nobody else waits for all of them.
    await setImmediate()
    const begun = performance.now()
    const isMore = shown < MAX_SHOWN && spent < MAX_COMPARING
    const changes = isMore ? changesIn(revision, before) : undefined
    spent += performance.now() - begun
    const length = changes?.reduce((sum, change) => sum + ("text" in change ? change.text.length : 0), 0) ?? 0
    const isTooMuch = shown > 0 && shown + length > MAX_SHOWN
    if (!isTooMuch) shown += length
    return { ...versionOf(revision, before), ...(changes && !isTooMuch && { changes }) }
  }
}

function changesIn({ source }: Revision, before: Revision | undefined): ShownChange[] {
  return before ? folded(changesBetween(before.source, source)) : [{ kind: "same", text: source }]
}

function versionOf({ n, editor, createdAt, title, tags }: Revision, before: Revision | undefined): Told {
  const hasTitles = title !== undefined && before?.title !== undefined && title !== before.title
  return {
    ...{ n, editor: editor.name, at: createdAt },
    ...(hasTitles && { title: changesBetween(before.title!, title) }),
    ...tagsChanged(before?.tags, tags),
  }
}

function tagsChanged(before: string[] | undefined, now: string[] | undefined): Pick<HistoryVersion, "tags"> {
  if (!before || !now) return {}
  const added = now.filter((tag) => !before.includes(tag))
  const removed = before.filter((tag) => !now.includes(tag))
  return added.length + removed.length > 0 ? { tags: { added, removed } } : {}
}

export type WholeVersion = {
  topic: string
  n: number
  editor: string
  at: string
  title?: string
  source: string
}

/** One version of a post with all of its source. @throws ForumError not-found, unauthenticated, forbidden */
export async function loadVersion(actor: Actor, id: string, n: number): Promise<WholeVersion> {
  const scene = await visiblePost(actor, id)
  authorize(actor, "post.history", scene)
  const revision = await getRevision(id, n)
  if (!revision) throw new ForumError("not-found", "page-missing")
  const { editor, createdAt, title, source } = await revisionFor(actor, scene, revision)
  return {
    ...{ topic: scene.topic.title, n, editor: editor.name, at: createdAt, source },
    ...(title !== undefined && { title }),
  }
}
