/** Imports a folder of Discourse JSON. Run again, it goes on where it was, and adds what has come since. */
import { mintId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { findOldAddresses, findOldPosts } from "#lib/db/patterns/imports.ts"
import { getSetting } from "#lib/db/patterns/site.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import { putSetting } from "#lib/db/writes/site.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { ImportReport } from "../report.ts"
import { addTallies } from "../tallies.ts"
import { Tops } from "../tops.ts"
import { type Archive, type PostFacts, readArchives, type TopicFacts } from "./archive.ts"
import { type Built, buildOne, type Planned, writeBatch } from "./batch.ts"
import { Bodies, type TextOptions } from "./bodies.ts"
import { placeCategories } from "./categories.ts"
import { authorsIn, firstCandidates, type Members, nameMembers } from "./members.ts"
import { namesHere, pinTopics, takenNames, writeMembers } from "./store.ts"
import { isMintedFrom, planTopic } from "./topics.ts"

export type ImportOptions = {
  /** Reads and renders everything, and writes nothing; needs no database. */
  dryRun?: boolean
  /** The host of the old forum, where the files do not tell it. */
  site?: string
  progress?: (phase: "reading" | "writing", done: number, of: number) => void
  /** Asked between batches: true ends the import after the one under way. */
  stopped?: () => boolean
}

/** How much is built and written at once. A topic larger than that is a batch of its own. */
const TOPICS_AT_ONCE = 40
const POSTS_AT_ONCE = 600
/** Candidates for a name of which the first ones belong to somebody here. */
const NAMES_TRIED = 60
const HIGHEST_COUNT = 1_000_000

/** Imports all Discourse JSON below `folder`. @throws Error of the file system when the folder cannot be read */
export async function importDiscourse(folder: string, options: ImportOptions = {}): Promise<ImportReport> {
  const started = performance.now()
  const report = new ImportReport()
  const { files, archives } = await readArchives(folder, report, {
    site: options.site,
    stopped: options.stopped,
    progress: (done, of) => options.progress?.("reading", done, of),
  })
  const total = archives.reduce((sum, archive) => sum + archive.posts.size, 0)
  let done = 0
  options.progress?.("writing", 0, total)
  for (const archive of archives) {
    if (archives.length > 1)
      report.note("several forums in one folder, each imported by itself", archive.site)
    const bodies = new Bodies(folder, files)
    await importArchive(archive, bodies, files, report, options, (posts) => {
      done += posts
      options.progress?.("writing", done, total)
    })
  }
  report.interrupted = options.stopped?.() ?? false
  report.seconds = (performance.now() - started) / 1000
  return report
}

async function importArchive(
  archive: Archive,
  bodies: Bodies,
  files: string[],
  report: ImportReport,
  options: ImportOptions,
  progress: (posts: number) => void,
): Promise<void> {
  const dryRun = options.dryRun ?? false
  if (options.stopped?.()) return leave(archive, report)
  const nameOf = (post: PostFacts): string => `${files[post.file]} (post ${post.number})`
  const setting = `import:discourse:${archive.site}`
  const isRepeated = !dryRun && (await getSetting(setting)) !== undefined
  if (!dryRun) {
    await addTallies()
    await commit([putSetting(setting, { site: archive.site })])
  }
  const planned = await planTopics(archive, report, dryRun, isRepeated, nameOf)
  const members = await placeMembers(archive, planned, report, dryRun)
  const places = await placeCategories(archive, usedCategories(planned), report, dryRun)
  const ids = new Map(planned.map((one) => [String(one.topic.facts.id), one.topic.byNumber]))
  const texts: TextOptions = {
    baseUrl: archive.baseUrl,
    renamed: members.renamed,
    known: members.known,
    postId: (topic, post) => ids.get(topic)?.get(Number(post))?.id26,
  }
  const [tops, pinned] = [new Tops(), new Map<string, string[]>()]
  const around = { archive, bodies, members, texts, report, nameOf }

  let writing: Promise<void> = Promise.resolve()
  for (const batch of batchesOf(planned)) {
    if (options.stopped?.()) {
      report.posts.left += batch.reduce((sum, one) => sum + one.topic.posts.length, 0)
      continue
    }
    const built: Built[] = []
    for (const one of batch) {
      const topic = await buildOne(one, places.get(one.topic.facts.category)!, around)
      if (topic) built.push(topic)
    }
    await writing
    // The next batch is built while this one is written.
    writing = writeBatch(built, report, dryRun, tops, pinned).then(() =>
      progress(batch.reduce((sum, one) => sum + one.topic.facts.posts.length, 0)),
    )
    writing.catch(() => {})
  }
  await writing
  if (dryRun) return
  await addTallies()
  await tops.write()
  await pinTopics(pinned)
}

function leave(archive: Archive, report: ImportReport): void {
  report.posts.left += archive.posts.size
}

async function planTopics(
  archive: Archive,
  report: ImportReport,
  dryRun: boolean,
  isRepeated: boolean,
  nameOf: (post: PostFacts) => string,
): Promise<Planned[]> {
  const topics = [...archive.topics.values()].sort((a, b) => a.id - b.id)
  const addresses = topics.map(({ id }) => `discourse#t#${id}`)
  const old = dryRun ? [] : await findOldAddresses(addresses)
  const planned: Planned[] = []
  for (const [i, facts] of topics.entries()) {
    const seed = `discourse:${archive.site}:topic:${facts.id}`
    const to = old[i]?.to
    const here = to?.kind === "topic" && isMintedFrom(to.topic, seed) ? to.topic : undefined
    const known = here ? await findOldPosts(addresses[i]!, highestNumber(facts)) : new Map<number, string>()
    const topic = planTopic(archive, facts, known, report, nameOf)
    if (!topic) continue
    if (old[i] && !here)
      report.note("old address leads to a topic of another forum already", `topic ${facts.id}`)
    const id = here ?? mintId(facts.createdAt ?? Date.parse(topic.posts[0]!.createdIso), seed)
    planned.push({ topic, id, isKnown: false, ownsAddress: !old[i] || here !== undefined })
  }
  if (!isRepeated) return planned
  for (let at = 0; at < planned.length; at += 100) {
    const some = planned.slice(at, at + 100)
    const rows = new Set((await findTopics(some.map(({ id }) => id))).map(({ id }) => id))
    for (const one of some) one.isKnown = rows.has(one.id)
  }
  return planned
}

function highestNumber({ posts }: TopicFacts): number {
  return Math.min(
    posts.reduce((highest, { number }) => Math.max(highest, number), 0),
    HIGHEST_COUNT,
  )
}

async function placeMembers(
  archive: Archive,
  planned: Planned[],
  report: ImportReport,
  dryRun: boolean,
): Promise<Members> {
  const authors = authorsIn(
    archive,
    planned.flatMap(({ topic }) => topic.posts),
  )
  const here = dryRun ? new Map<string, string>() : await namesHere([...authors.values()])
  const taken = dryRun ? new Map<string, string>() : await takenBy([...authors.values()])
  const members = nameMembers(authors, here, (skeleton) => taken.has(skeleton))
  report.members.kept += here.size
  report.members.written += members.all.length - here.size
  for (const { name, sourceNames } of members.all) {
    if (!sourceNames[0] || sourceNames[0] === name) continue
    report.members.renamed++
    report.note("name that is not possible or not free here", `${sourceNames[0]} → ${name}`)
  }
  if (!dryRun) await writeMembers(members.all, here)
  return members
}

/** Which of the names that may come into question belong to somebody here. */
async function takenBy(authors: { wish: string }[]): Promise<Map<string, string>> {
  const first = authors.map(({ wish }) => firstCandidates(wish, 2).map(skeletonOf))
  const taken = await takenNames(first.flat())
  const others = authors.filter((_, i) => first[i]!.some((skeleton) => taken.has(skeleton)))
  const more = await takenNames(
    others.flatMap(({ wish }) => firstCandidates(wish, NAMES_TRIED).map(skeletonOf)),
  )
  return new Map([...taken, ...more])
}

function usedCategories(planned: Planned[]): Map<number | undefined, { hasAnswers: boolean }> {
  const used = new Map<number | undefined, { hasAnswers: boolean }>()
  for (const { topic } of planned) {
    const { category, answer } = topic.facts
    const known = used.get(category)?.hasAnswers ?? false
    used.set(category, {
      hasAnswers: known || answer !== undefined || topic.posts.some(({ accepted }) => accepted),
    })
  }
  return used
}

function* batchesOf(planned: Planned[]): Generator<Planned[]> {
  let batch: Planned[] = []
  let posts = 0
  for (const one of planned) {
    if (batch.length >= TOPICS_AT_ONCE || (posts > 0 && posts + one.topic.posts.length > POSTS_AT_ONCE)) {
      yield batch
      batch = []
      posts = 0
    }
    batch.push(one)
    posts += one.topic.posts.length
  }
  if (batch.length > 0) yield batch
}
