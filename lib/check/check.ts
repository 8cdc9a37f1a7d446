/**
 * Whether everything fits together: every item has what it hangs on, every figure is what a count gives, every key is
 * what its item would be written with. Reads the whole table. The forum may be in use meanwhile: what looks wrong is
 * looked at again before it is reported, because most of it was only under way.
 */
import { HOUR, now, sleep } from "#lib/base/clock.ts"
import { getMany } from "#lib/db/batch.ts"
import { Sagas } from "#lib/db/items/sagas.ts"
import { unfinishedSagas } from "#lib/db/patterns/sagas.ts"
import type { Raw } from "#lib/db/query.ts"
import { everything } from "#lib/db/scan.ts"
import { BUILDS, neverMade } from "./builds.ts"
import { CASES } from "./cases.ts"
import { FIGURES } from "./figures.ts"
import { type Finding, type Look, type UnderWay, unless } from "./finding.ts"
import { keptForNobody, MEMBERS } from "./members.ts"
import { STATISTICS } from "./statistics.ts"
import { THANKS } from "./thanks.ts"
import { WRITINGS } from "./writings.ts"

/** How many items are looked at at the same time. */
const AT_ONCE = 25
/** Between looking again: what follows from the stream comes within a second, unless the worker is off. */
const WAITS = [1_000, 3_000, 6_000]
/** An unfinished saga is no mistake; one that has been so for long is worth a look. */
const LONG = HOUR

async function saga(item: Raw): Promise<string[]> {
  const { state, startedAt, failure, fault = failure } = Sagas.decode(item)
  const isOver = state === "done" || state === "failed" || Date.parse(startedAt) + LONG > now()
  return unless(isOver, `unfinished since ${startedAt}${fault ? `: ${fault}` : ""}`)
}

const LOOKS: Record<string, Look> = {
  ...WRITINGS,
  ...FIGURES,
  ...MEMBERS,
  ...THANKS,
  ...CASES,
  ...STATISTICS,
  ...BUILDS,
  Saga: saga,
}

async function look(item: Raw, underWay: UnderWay): Promise<string[]> {
  // What has run out is as good as gone.
  if (typeof item.expiresAt === "number" && item.expiresAt * 1000 <= now()) return []
  const own = (await LOOKS[String(item.entityType)]?.(item, underWay)) ?? []
  return [...own, ...(await keptForNobody(item, underWay))]
}

export type Checked = { items: number; findings: Finding[] }

/** @param progress called now and then with the number of items looked at · @param waits between looks, in ms */
export async function check({
  progress = () => {},
  waits = WAITS,
}: {
  progress?: (items: number) => void
  waits?: readonly number[]
} = {}): Promise<Checked> {
  let items = 0
  let suspects: Raw[] = []
  for await (const page of everything()) {
    suspects.push(...(await suspicious(page)).map(({ item }) => item))
    items += page.length
    progress(items)
  }
  let found: { item: Raw; wrong: string[] }[] = []
  for (const wait of waits) {
    if (suspects.length === 0) break
    await sleep(wait)
    // As they are now; what is gone is no mistake any more.
    const present = (await getMany(suspects, { consistent: true })).filter((item) => item !== undefined)
    found = await suspicious(present)
    suspects = found.map(({ item }) => item)
  }
  const findings = suspects.length === 0 ? [] : found.map(findingOf)
  return { items, findings: [...findings, ...(await neverMade())] }
}

async function suspicious(items: Raw[]): Promise<{ item: Raw; wrong: string[] }[]> {
  const sagas = items.length > 0 ? await unfinishedSagas() : []
  const underWay = new Set(sagas.flatMap(({ input }) => [input.user, input.from, input.to].map(String)))
  const found: { item: Raw; wrong: string[] }[] = []
  for (let at = 0; at < items.length; at += AT_ONCE) {
    const some = items.slice(at, at + AT_ONCE)
    const wrong = await Promise.all(some.map((item) => look(item, underWay)))
    found.push(...some.map((item, i) => ({ item, wrong: wrong[i]! })).filter((one) => one.wrong.length > 0))
  }
  return found
}

function findingOf({ item, wrong }: { item: Raw; wrong: string[] }): Finding {
  return { entityType: String(item.entityType), key: `${item.PK} ${item.SK}`, wrong }
}
