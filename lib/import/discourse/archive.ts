/** First reading: small facts of everything in the archive, without the bodies, so that it may be of any size. */
import { dirname } from "node:path"
import type { ImportReport } from "../report.ts"
import { filesIn, textOf } from "./folder.ts"
import {
  readSource,
  type SourceCategory,
  type SourceFile,
  type SourcePost,
  type SourceTopic,
} from "./source.ts"

export type PostFacts = Omit<SourcePost, "raw" | "cooked" | "host"> & {
  /** Index into the archive's files. */
  file: number
  /** Characters of the body. */
  size: number
  isEmpty: boolean
  hasRaw: boolean
}

export type TopicFacts = SourceTopic & { posts: PostFacts[] }

/** All that a folder has of one Discourse forum. */
export type Archive = {
  /** The forum's host: two forums number their topics alike. */
  site: string
  baseUrl?: string
  posts: Map<number, PostFacts>
  topics: Map<number, TopicFacts>
  categories: Map<number, SourceCategory>
  /** Every name that a member id was seen under, the newest last. */
  names: Map<number, Map<string, number>>
}

type Votes = Archive & { hosts: Map<string, number> }

/** Reads all files of a folder. Two forums in two folders come apart by the host in their avatars. */
export async function readArchives(
  folder: string,
  report: ImportReport,
  options: { site?: string; progress?: (done: number, of: number) => void; stopped?: () => boolean },
): Promise<{ files: string[]; archives: Archive[] }> {
  const files = await filesIn(folder)
  report.files.found = files.length
  const folders = new Map<string, Votes>()
  for (const [index, file] of files.entries()) {
    if (options.stopped?.()) break
    const read = await textOf(folder, file)
    const source = "text" in read ? readSource(read.text) : read.reason
    if (typeof source === "string") report.skipFile(source, file)
    else {
      report.files.read++
      const where = options.site ?? dirname(file)
      const votes = folders.get(where) ?? { ...newArchive(where), hosts: new Map() }
      folders.set(where, votes)
      addSource(votes, source, index, file, report)
    }
    options.progress?.(index + 1, files.length)
  }
  const archives = bySite([...folders.values()], options.site, report, files)
  for (const archive of archives)
    for (const post of archive.posts.values()) archive.topics.get(post.topic)?.posts.push(post)
  return { files, archives }
}

function newArchive(site: string): Archive {
  return { site, posts: new Map(), topics: new Map(), categories: new Map(), names: new Map() }
}

function addSource(
  archive: Votes,
  source: SourceFile,
  index: number,
  file: string,
  report: ImportReport,
): void {
  for (const category of source.categories) archive.categories.set(category.id, category)
  for (const topic of source.topics) addTopic(archive, topic)
  for (const { id, username } of source.members) addName(archive, id, username, 0)
  report.posts.read += source.posts.length + source.unusable.length
  for (const reason of source.unusable) report.skipPost(reason, file)
  for (const { raw, cooked, host, ...post } of source.posts) {
    if (host) archive.hosts.set(host, (archive.hosts.get(host) ?? 0) + 1)
    const facts: PostFacts = {
      ...post,
      file: index,
      size: Math.max(raw?.length ?? 0, cooked.length),
      isEmpty:
        !raw?.trim() &&
        !/<(?:img|iframe|video|audio|hr|svg)\b/i.test(cooked) &&
        !cooked.replace(/<[^>]*>|&nbsp;|\s/g, ""),
      hasRaw: raw !== undefined,
    }
    addPost(archive, facts, file, report)
  }
}

function addPost(archive: Archive, post: PostFacts, file: string, report: ImportReport): void {
  if (post.userId) addName(archive, post.userId, post.username, post.updatedAt ?? post.createdAt ?? 0)
  const known = archive.posts.get(post.id)
  if (!known) {
    archive.posts.set(post.id, post)
    return
  }
  report.posts.merged++
  report.note("repeated post, the latest kept", file)
  if (isNewer(post, known)) archive.posts.set(post.id, { ...post, accepted: post.accepted || known.accepted })
}

function isNewer(post: PostFacts, known: PostFacts): boolean {
  const [a, b] = [post.updatedAt ?? 0, known.updatedAt ?? 0]
  if (a !== b) return a > b
  if (post.version !== known.version) return post.version > known.version
  return post.hasRaw || !known.hasRaw
}

function addTopic(archive: Archive, topic: SourceTopic): void {
  const known = archive.topics.get(topic.id)
  if (!known) {
    archive.topics.set(topic.id, { ...topic, posts: [] })
    return
  }
  const isBetter = topic.isWhole === known.isWhole ? topic.seenAt >= known.seenAt : topic.isWhole
  const [first, second] = isBetter ? [topic, known] : [known, topic]
  archive.topics.set(topic.id, {
    ...first,
    title: first.title ?? second.title,
    category: first.category ?? second.category,
    createdAt: first.createdAt ?? second.createdAt,
    tags: first.tags.length > 0 ? first.tags : second.tags,
    answer: first.answer ?? second.answer,
    isPrivate: first.isPrivate || second.isPrivate,
    posts: [],
  })
}

function addName(archive: Archive, id: number, username: string, seenAt: number): void {
  if (!username) return
  const names = archive.names.get(id) ?? new Map<string, number>()
  names.set(username, Math.max(names.get(username) ?? 0, seenAt))
  archive.names.set(id, names)
}

/** Folders of the same forum become one archive. One without any avatar belongs to the only other forum. */
function bySite(
  folders: Votes[],
  site: string | undefined,
  report: ImportReport,
  files: string[],
): Archive[] {
  const hostOf = ({ hosts }: Votes): string | undefined => [...hosts].sort((a, b) => b[1] - a[1])[0]?.[0]
  const hosts = new Set(folders.flatMap((one) => hostOf(one) ?? []))
  const only = hosts.size === 1 ? [...hosts][0] : undefined
  const sites = new Map<string, Archive>()
  for (const one of folders) {
    const host = hostOf(one) ?? only
    const name = site ?? host ?? (hosts.size === 0 ? "discourse" : one.site)
    const archive = sites.get(name) ?? { ...newArchive(name), ...(host && { baseUrl: `https://${host}` }) }
    sites.set(name, archive)
    for (const topic of one.topics.values()) addTopic(archive, topic)
    for (const post of one.posts.values()) addPost(archive, post, files[post.file]!, report)
    for (const [id, category] of one.categories) archive.categories.set(id, category)
    for (const [id, names] of one.names) for (const [name, seen] of names) addName(archive, id, name, seen)
  }
  return [...sites.values()]
}
