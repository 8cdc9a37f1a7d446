import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { SECOND, setClock } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { putMany } from "#lib/db/batch.ts"
import type { Change } from "#lib/db/change.ts"
import { StreamReader } from "#lib/db/stream.ts"
import { freshTable } from "#lib/testing/table.ts"
import { Window } from "./window.ts"

freshTable()
beforeEach(() => vi.restoreAllMocks())
afterEach(() => setClock())

/** Items of a partition. */
async function written(PK: string, count: number): Promise<void> {
  const items = Array.from({ length: count }, (_, n) => ({ PK, SK: `N#${newId()}`, entityType: "Told", n }))
  await putMany(items)
}
const ANOTHER: Change = { sequence: "1", shard: "s", at: "", key: { PK: "O", SK: "x" }, entityType: "Told" }
const told = (changes: { after?: Record<string, unknown> }[]): unknown[] =>
  changes.flatMap(({ after }) => (after?.entityType === "Told" ? [after.n] : []))

describe("a window", () => {
  test("begins now where nobody wrote down how far the stream is applied, and not a day ago", async () => {
    await written("W1", 3)
    const window = await Window.open("W1")
    await written("W1", 1)
    expect(told(await window.upToNow())).toEqual([0])
    await written("W2", 1)
    expect(told(await window.upToNow())).toEqual([])
    await window.close()
  })

  test("is few at once: others wait until one is closed", async () => {
    const opened: Window[] = []
    const all = Array.from({ length: 12 }, async (_, n) => {
      const window = await Window.open(`FEW${n}`)
      opened.push(window)
      return window
    })
    await vi.waitFor(() => expect(opened.length).toBeGreaterThan(5))
    expect(opened.length).toBeLessThanOrEqual(8)
    for (let n = 0; n < 12; n++) {
      await vi.waitFor(() => expect(opened.length).toBeGreaterThan(n))
      await opened[n]!.close()
    }
    expect(await Promise.all(all)).toHaveLength(12)
  })

  test("is given back to others when it cannot be opened", async () => {
    const refused = vi.spyOn(StreamReader.prototype, "goOnWith").mockRejectedValue(new Error("no stream"))
    for (let n = 0; n < 9; n++) await expect(Window.open("REFUSED")).rejects.toThrow("no stream")
    refused.mockRestore()
    await (await Window.open("REFUSED")).close()
  })

  test("reads what is there for as long as it takes, and gives up when nothing comes", async () => {
    const window = await Window.open("LONG")
    await written("LONG", 1)
    // As much as takes longer than any silence may: each look at the clock finds it a while later.
    let left = 9
    const read = StreamReader.prototype.read
    vi.spyOn(StreamReader.prototype, "read").mockImplementation(async function (this: StreamReader) {
      const batch = await read.call(this)
      if (left-- <= 0) return batch
      return { ...batch, changes: batch.changes.length > 0 ? batch.changes : [ANOTHER], isFull: true }
    })
    let time = Date.now()
    setClock(() => {
      time += 8 * SECOND
      return time
    })
    expect(told(await window.upToNow())).toEqual([0])
    left = 9
    await expect(window.upTo("never put")).rejects.toThrow("does not tell")
    expect(left).toBeLessThan(0)
    await window.close()
  })

  test("does not count what the stream has forgotten meanwhile", async () => {
    const window = await Window.open("GONE")
    await window.upToNow()
    const read = StreamReader.prototype.read
    vi.spyOn(StreamReader.prototype, "read").mockImplementation(async function (this: StreamReader) {
      return { ...(await read.call(this)), isMissing: true }
    })
    await expect(window.upToNow()).rejects.toThrow("forgotten")
    await window.close()
  })
})
