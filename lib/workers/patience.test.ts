import { afterEach, expect, test } from "vitest"
import { MINUTE, setClock } from "#lib/base/clock.ts"
import type { Change } from "#lib/db/change.ts"
import { patienceWith } from "./patience.ts"

afterEach(() => setClock())

test("patience with a change of one shard says nothing of one that has its number in another", () => {
  const told = (shard: string): Change => ({
    ...{ sequence: "7", shard, at: "", entityType: "Told", key: { PK: "A", SK: "x" } },
  })
  const start = Date.now()
  setClock(() => start)
  const patience = patienceWith("numbers")
  patience.failed([told("one")])
  setClock(() => start + 4 * MINUTE)
  expect([patience.isOver([told("one")]), patience.isOver([told("other")])]).toEqual([true, false])
  // Nor does what went well in the other one end the waiting of this one.
  patience.wentWell([told("other")])
  expect(patience.isOver([told("one")])).toBe(true)
})
