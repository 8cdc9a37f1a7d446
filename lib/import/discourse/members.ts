/** Who wrote, under which name here: names that break our rules or are taken get the nearest that is free. */
import { mintId } from "#lib/base/ids.ts"
import { isSameName, Name, skeletonOf } from "#lib/forum/names.ts"
import type { Archive, PostFacts } from "./archive.ts"

export type ImportedMember = {
  id: string
  /** The name here. */
  name: string
  /** The names that the source knows, the present one first. */
  sourceNames: string[]
  /** Time of the earliest post, in milliseconds. */
  since: number
}

export type Members = {
  all: ImportedMember[]
  authorOf(post: PostFacts): ImportedMember
  /** From a source name in lower case to the name here, where they differ. */
  renamed: Map<string, string>
  /** Every name here, in lower case: what a mention may lead to. */
  known: Set<string>
}

type Wish = Omit<ImportedMember, "name"> & { wish: string }

/** What is stable about an author: the member's number, or where that is missing the name. */
function keyOf(post: PostFacts): string {
  return post.userId ? `#${post.userId}` : post.username.toLowerCase()
}

/** Everybody who wrote something that is imported, the earliest first: who came first keeps the name. */
export function authorsIn(archive: Archive, posts: Iterable<PostFacts>): Map<string, Wish> {
  const authors = new Map<string, Wish>()
  for (const post of posts) {
    const key = keyOf(post)
    const since = post.createdAt ?? post.updatedAt ?? Number.MAX_SAFE_INTEGER
    const known = authors.get(key)
    if (known) {
      known.since = Math.min(known.since, since)
      continue
    }
    const names = [...(archive.names.get(post.userId ?? 0) ?? new Map<string, number>([[post.username, 0]]))]
    const sourceNames = names.sort((a, b) => b[1] - a[1]).map(([name]) => name)
    const wish = sourceNames[0] ?? ""
    authors.set(key, { id: mintId(0, `discourse:${archive.site}:member:${key}`), wish, sourceNames, since })
  }
  return new Map([...authors].sort(([, a], [, b]) => a.since - b.since || (a.id < b.id ? -1 : 1)))
}

/**
 * Gives everybody a name.
 * @param here names of those who are members here already, by id
 * @param isTaken whether a skeleton belongs to somebody else here
 */
export function nameMembers(
  authors: Map<string, Wish>,
  here: Map<string, string>,
  isTaken: (skeleton: string) => boolean,
): Members {
  const used = new Set(Array.from(here.values(), skeletonOf))
  const byKey = new Map<string, ImportedMember>()
  for (const [key, { wish, ...author }] of authors) {
    const name = here.get(author.id) ?? freeName(wish, (skeleton) => used.has(skeleton) || isTaken(skeleton))
    used.add(skeletonOf(name))
    byKey.set(key, { ...author, name })
  }
  const all = [...byKey.values()]
  const renamed = new Map<string, string>()
  for (const { name, sourceNames } of all)
    for (const old of sourceNames)
      if (old && !isSameName(old, name) && !renamed.has(old.toLowerCase()))
        renamed.set(old.toLowerCase(), name)
  // A name that somebody has now is theirs, whoever had it before.
  for (const { name, sourceNames } of all)
    if (isSameName(sourceNames[0] ?? "", name)) renamed.delete(name.toLowerCase())
  return {
    all,
    authorOf: (post) => byKey.get(keyOf(post))!,
    renamed,
    known: new Set(all.map(({ name }) => name.toLowerCase())),
  }
}

/** Names that may be tried for a wish, all of them within our rules. */
function* candidatesFor(wish: string): Generator<string> {
  const clean = wish
    .normalize("NFKC")
    .replace(/[^\p{L}\p{N}\p{M}._-]|\p{DI}/gu, "-")
    .replace(/([._-])[._-]+/g, "$1")
    .replace(/^[._\-\p{M}]+|[._-]+$/gu, "")
  for (const each of [wish, clean, cut(clean, 20)]) {
    const name = Name.safeParse(each)
    if (name.success) yield name.data
  }
  const short = cut(clean, 15)
  const stem = Name.safeParse(`${short}-2`).success ? short : "member"
  for (let n = 2; ; n++) yield `${stem}-${n}`
}

/** The first `count` of them: what to look up before names are given. */
export function firstCandidates(wish: string, count: number): string[] {
  const names: string[] = []
  for (const name of candidatesFor(wish)) {
    names.push(name)
    if (names.length === count) break
  }
  return names
}

function freeName(wish: string, isTaken: (skeleton: string) => boolean): string {
  for (const name of candidatesFor(wish)) if (!isTaken(skeletonOf(name))) return name
  throw new Error("unreachable: candidates never end")
}

function cut(name: string, length: number): string {
  return Array.from(name)
    .slice(0, length)
    .join("")
    .replace(/[._-]+$/, "")
}
