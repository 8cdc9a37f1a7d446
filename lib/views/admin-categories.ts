/** Categories as administrators keep them in order. */
import type { CaseEvent } from "#lib/db/items/cases.ts"
import { addressOf, type Category } from "#lib/db/items/categories.ts"
import { lastEventsOfCase } from "#lib/db/patterns/cases.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import type { Member } from "#lib/forum/actor.ts"
import { aboutCategory } from "#lib/forum/administering.ts"
import { caseIdOf } from "#lib/forum/cases.ts"
import { managedCategory, requireManager } from "#lib/forum/categories.ts"
import { besides } from "#lib/forum/category-order.ts"
import { isStillSo } from "#lib/forum/category-undo.ts"
import { wardensFor } from "#lib/forum/wards.ts"
import { areaOf, categoryPath } from "#lib/web/paths.ts"
import { namesOf } from "./case-rows.ts"

export type ManagedRow = Pick<
  Category,
  "id" | "name" | "hue" | "readers" | "writers" | "kind" | "topicCount" | "version"
> & { address: string; isFirst: boolean; isLast: boolean; children: ManagedRow[] }

export type ManagedCategories = {
  rows: ManagedRow[]
  /** Those that were removed, with where their topics went. */
  removed: (Pick<Category, "id" | "name" | "version" | "topicCount"> & { at: string; into?: string })[]
}

/** @throws ForumError unauthenticated, forbidden */
export async function loadManagedCategories(actor: Member): Promise<ManagedCategories> {
  requireManager(actor)
  const all = await listCategories()
  const there = all.filter(({ removed }) => !removed)
  const isChild = ({ parent }: Category): boolean => there.some(({ id }) => id === parent)
  return {
    rows: there.filter((one) => !isChild(one)).map((one) => rowOf(one, there)),
    removed: all.flatMap(({ id, name, version, topicCount, removed }) => {
      const into = all.find((one) => one.id === removed?.into)?.name
      return removed ? [{ id, name, version, topicCount, at: removed.at, ...(into && { into }) }] : []
    }),
  }
}

function rowOf(category: Category, all: Category[]): ManagedRow {
  const { id, name, hue, readers, writers, kind, topicCount, version } = category
  const beside = besides(all, category)
  return {
    ...{ id, name, hue, readers, writers, kind, topicCount, version, address: addressOf(category) },
    isFirst: beside[0] === category,
    isLast: beside.at(-1) === category,
    children: all.filter(({ parent }) => parent === id).map((child) => rowOf(child, all)),
  }
}

export type ManagedCategory = Pick<
  Category,
  | "id"
  | "name"
  | "description"
  | "parent"
  | "hue"
  | "readers"
  | "writers"
  | "kind"
  | "version"
  | "topicCount"
  | "postCount"
> & {
  address: string
  path: string
  hasParts: boolean
  /** Those in which it may lie, and all others, for what becomes of its topics. */
  above: { id: string; name: string }[]
  others: { id: string; name: string }[]
  /** Members who moderate it. */
  wardens: { id: string; name: string }[]
  past: PastEntry[]
}

export type PastEntry = {
  version: number
  at: string
  name: string
  act: Extract<CaseEvent, { type: "administered" }>["act"]
  words?: string
  /** Of what was changed, as it was and as it became. */
  changes: { what: string; before: string; after: string }[]
  undoable: boolean
}

/** One to be changed. @throws ForumError unauthenticated, forbidden, not-found (also one that is removed) */
export async function loadManagedCategory(actor: Member, id: string): Promise<ManagedCategory | null> {
  const category = await managedCategory(actor, id)
  if (category.removed) return null
  const all = (await listCategories()).filter((one) => !one.removed && one.id !== id)
  const named = ({ id, name }: Category) => ({ id, name })
  const { name, description, parent, hue, readers, writers, kind, version, topicCount, postCount } = category
  const hasParts = all.some((one) => one.parent === id)
  return {
    ...{ id, name, description, parent, hue, readers, writers, kind, version, topicCount, postCount },
    address: addressOf(category),
    path: categoryPath(addressOf(category), { area: areaOf(category) }),
    hasParts,
    above: hasParts ? [] : all.filter((one) => !one.parent).map(named),
    others: all.map(named),
    wardens: (await wardensFor(actor, id)).map(({ id, name }) => ({ id, name })),
    past: await pastOfCategory(category),
  }
}

/** How much of its past is shown: the staff log tells all. */
const PAST = 10

async function pastOfCategory(category: Category): Promise<PastEntry[]> {
  const events = await lastEventsOfCase(caseIdOf(aboutCategory(category)), PAST)
  const names = await namesOf(events.flatMap((event) => [event.by, wardenIn(event)]))
  return events.reverse().flatMap((event): PastEntry[] => {
    if (event.type !== "administered") return []
    const { version, at, by, act, words, before, after } = event
    const what = TELLING.has(act) ? Object.keys({ ...before, ...after }) : []
    const told = (value: unknown): string =>
      wardenIn(event) ? names(String(value ?? "")) : String(value ?? "")
    return [
      {
        ...{ version, at, act, name: names(by) },
        ...(words && { words }),
        changes: what.map((one) => ({
          what: one,
          before: told(before?.[one]),
          after: told(after?.[one]),
        })),
        undoable: act === "category-changed" && isStillSo(category, after),
      },
    ]
  })
}

/** Acts of which it is told what changed. */
const TELLING: ReadonlySet<PastEntry["act"]> = new Set([
  "category-changed",
  "moderator-ended",
  "moderator-named",
])

/** Who was made a moderator of it, or is none any more. */
function wardenIn(event: CaseEvent): string | undefined {
  if (event.type !== "administered") return undefined
  const id = event.after?.moderator ?? event.before?.moderator
  return typeof id === "string" ? id : undefined
}

/** What a new one may lie in. @throws ForumError unauthenticated, forbidden */
export async function loadNewCategory(actor: Member): Promise<{ above: { id: string; name: string }[] }> {
  requireManager(actor)
  const all = await listCategories()
  return {
    above: all.filter(({ parent, removed }) => !parent && !removed).map(({ id, name }) => ({ id, name })),
  }
}
