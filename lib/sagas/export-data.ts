/** Everything that is a member's, as files of an archive: JSON lines, a part of them an item each. */
import type { Saga, SagaPart } from "#lib/db/items/sagas.ts"
import { keptUnder, type Place, postsWrittenBy, topicsStartedBy } from "#lib/db/patterns/belongings.ts"
import { eventsByActor } from "#lib/db/patterns/cases.ts"
import { getRevision } from "#lib/db/patterns/revisions.ts"
import { uploadsOf } from "#lib/db/patterns/uploads.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import type { Raw } from "#lib/db/query.ts"
import { putSagaPart } from "#lib/db/writes/sagas.ts"
import { archivedName } from "#lib/forum/archive.ts"
import { archiveEnds, EXPORTING } from "#lib/forum/exporting.ts"
import { uploadPath } from "#lib/uploads/address.ts"
import { t } from "#lib/words/t.ts"
import { NOTHING, type SagaKind, type Turn, type Work, WRITES_A_TURN } from "./contract.ts"
import { pageByPage } from "./walking.ts"

/** Of one part: an item holds 400 kB, and a line of a long post may be half of that. */
const PART_BYTES = 180_000
const POSTS_A_TURN = 12

/** What nobody is to carry about, what the archive itself is, and what staff wrote down for one another. */
const LEFT_OUT = ["User", "Credential", "TwoStep", "MemberSaga", "Note"]

const userOf = (saga: Saga): string => String(saga.input.user)

const profile: Work = async (saga) => {
  const user = await getUser(userOf(saga), { consistent: true })
  if (!user) return NOTHING
  const { sessionEpoch: _, version: __, endedSessions: ___, ...own } = user
  return files(saga, [["profile", [own]]])
}

const topics = pageByPage(topicsStartedBy, WRITES_A_TURN, "first", async (saga, items) => {
  const lines = items.map(({ id, title, tags, category, createdAt, removed }) => ({
    ...{ id, title, tags, category, createdAt, removed: removed !== undefined },
  }))
  return files(saga, [["topics", lines]])
})

const posts = pageByPage(postsWrittenBy, POSTS_A_TURN, "first", async (saga, items) => {
  const lines = await Promise.all(
    items.map(async ({ id, topic, createdAt, editedAt, version, likeCount, removed }) => ({
      ...{ id, topic, createdAt, editedAt, likeCount, removed: removed !== undefined },
      source: (await getRevision(id, version))?.source,
    })),
  )
  return files(saga, [["posts", lines]])
})

/**
 * Likes, what was read, bookmarks, notifications, choices: whatever is kept under the member, by its kind. What was
 * told and withdrawn is of things that they may not see any more.
 */
const kept: Work = async (saga, cursor) => {
  const { items, next } = await keptUnder(userOf(saga), {
    limit: WRITES_A_TURN,
    ...(cursor !== undefined && { after: cursor as Place }),
  })
  const theirs = items.filter(({ withdrawn }) => !withdrawn).map(withoutStaff)
  const byKind = Map.groupBy(theirs, ({ entityType }) => String(entityType))
  const kinds = [...byKind].filter(([kind]) => !LEFT_OUT.includes(kind))
  return files(
    saga,
    kinds.map(([kind, some]) => [kind.toLowerCase(), some.map(withoutKeys)]),
    next,
  )
}

/** What they reported, appealed against and wrote to staff. */
const toldToStaff: Work = async (saga, cursor) => {
  const { items, next } = await eventsByActor(userOf(saga), cursor as string | undefined)
  const lines = items.filter(
    (event) =>
      event.type === "reported" || event.type === "appealed" || (event.type === "wrote" && !event.staff),
  )
  return files(saga, [["told-to-staff", lines]], next)
}

/** What there is of their pictures; the pictures themselves come into the archive while it is fetched. */
const pictures: Work = async (saga, cursor) => {
  const { items, next } = await uploadsOf(userOf(saga), {
    limit: WRITES_A_TURN,
    ...(cursor !== undefined && { after: cursor as Place }),
  })
  const lines = items.map(({ id, owner, width, height, bytes, createdAt, uses }) => ({
    ...{ file: archivedName(id), address: uploadPath({ owner, id }) },
    ...{ width, height, bytes, createdAt, posts: [...(uses ?? [])] },
  }))
  return files(saga, [["pictures", lines]], next)
}

/** Who has left asks for nothing any more. */
function unlessLeft(work: Work): Work {
  return async (saga, cursor) => {
    const user = await getUser(userOf(saga), { consistent: true })
    return user && !user.leftAt ? work(saga, cursor) : NOTHING
  }
}

/** Keys are how the forum finds things, and nobody else's business. */
function withoutKeys(item: Raw): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(item)
      .filter(([name]) => !/^(PK|SK|GSI\d[PS]K|entityType|expiresAt)$/.test(name))
      .map(([name, value]) => [name, value instanceof Set ? [...value] : value]),
  )
}

/** What was taken off their profile, and why; not by whom. */
function withoutStaff(item: Raw): Raw {
  if (item.entityType !== "Clearing") return item
  const { by: _, ...rest } = item
  return rest
}

/** A turn that writes these things, each kind into files of its own. */
function files(saga: Saga, kinds: [kind: string, things: object[]][], next?: unknown): Turn {
  const before = Number(saga.data.parts ?? 0)
  const expiresAt = Math.floor(Date.parse(archiveEnds(saga)) / 1000)
  const parts = kinds.flatMap(([kind, things]) => textsOf(things).map((text) => ({ kind, text })))
  const made = parts.map(({ kind, text }, i): SagaPart => {
    const n = before + i + 1
    return { saga: saga.id, n, file: `${kind}-${String(n).padStart(4, "0")}.jsonl`, text, expiresAt }
  })
  return {
    writes: made.map(putSagaPart),
    data: { parts: before + made.length },
    done: kinds.reduce((sum, [, things]) => sum + things.length, 0),
    ...(next !== undefined && { next }),
  }
}

/** One line a thing, cut into pieces that an item can hold. */
function textsOf(things: object[]): string[] {
  const texts: string[] = []
  for (const thing of things) {
    const line = `${JSON.stringify(thing)}\n`
    const last = texts.at(-1)
    if (last !== undefined && Buffer.byteLength(last) + Buffer.byteLength(line) <= PART_BYTES)
      texts[texts.length - 1] = last + line
    else texts.push(line)
  }
  return texts
}

export const exportData: SagaKind = {
  kind: EXPORTING,
  title: () => t("sagas.export"),
  steps: [
    { name: "profile", says: () => t("sagas.your-profile"), turn: unlessLeft(profile) },
    { name: "topics", says: () => t("sagas.your-topics"), turn: unlessLeft(topics) },
    { name: "posts", says: () => t("sagas.your-posts"), turn: unlessLeft(posts) },
    { name: "pictures", says: () => t("sagas.your-pictures"), turn: unlessLeft(pictures) },
    { name: "told-to-staff", says: () => t("sagas.your-cases"), turn: unlessLeft(toldToStaff) },
    { name: "kept", says: () => t("sagas.your-kept"), turn: unlessLeft(kept) },
  ],
}
