/** Whoever is signed in and looks at a page was there on that day. */
import { afterEach, expect, test, vi } from "vitest"
import { backgroundDone } from "#lib/base/background.ts"
import { DAY, setClock } from "#lib/base/clock.ts"
import { daysOfMonth } from "#lib/db/patterns/statistics.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { statistics } from "#lib/projections/statistics.ts"
import { failing, listen } from "#lib/testing/faults.ts"
import { someone } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { viewerOf } from "./viewer.ts"

vi.mock("next/cache", () => ({ unstable_cache: <T>(load: T) => load }))

freshTable()
afterEach(() => setClock())

const at = (time: string): void => setClock(() => Date.parse(time))
async function activeOn(day: string): Promise<number> {
  await backgroundDone()
  await settle({ projections: [statistics] })
  return (await daysOfMonth(day.slice(0, 7))).find((one) => one.day === day)?.active ?? 0
}
const putsOf = (sent: ReturnType<typeof listen>): number =>
  sent.filter(({ command }) => command === "PutItem" || command === "TransactWriteItems").length

test("a member who only looks is active, once a day, for one write a day; a guest is not", async () => {
  const [ann, bob] = [await someone(), await someone()]
  at("2026-08-03T12:00:00Z")
  const sent = listen()
  for (let page = 0; page < 5; page++) await viewerOf(ann, {})
  await viewerOf(bob, {})
  await viewerOf(GUEST, {})
  await backgroundDone()
  expect(putsOf(sent)).toBe(2)
  expect(await activeOn("2026-08-03")).toBe(2)
  setClock(() => Date.parse("2026-08-03T12:00:00Z") + DAY)
  await viewerOf(ann, {})
  expect(await activeOn("2026-08-04")).toBe(1)
  expect(await activeOn("2026-08-03")).toBe(2)
})

test("what could not be noted is noted with the next page, and no page waits for it", async () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => {})
  const ann = await someone()
  at("2026-08-09T12:00:00Z")
  failing(
    ({ command }) => command === "PutItem",
    () => new Error("Full"),
    1,
  )
  expect((await viewerOf(ann, {})).me?.id).toBe(ann.id)
  await backgroundDone()
  expect(told).toHaveBeenCalledOnce()
  expect(await activeOn("2026-08-09")).toBe(0)
  await viewerOf(ann, {})
  expect(await activeOn("2026-08-09")).toBe(1)
  vi.restoreAllMocks()
})
