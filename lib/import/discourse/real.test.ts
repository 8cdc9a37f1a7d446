import { existsSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { wrongImportedFigures } from "#lib/testing/recount-import.ts"
import { freshTable } from "#lib/testing/table.ts"
import { importDiscourse } from "./import.ts"

const folder = join(process.env.STOA_SHARED ?? "../shared", "data/discourse")

freshTable()

describe.skipIf(!existsSync(folder))("real archives of two forums", () => {
  test("come in whole, twice, and every record is accounted for", { timeout: 120_000 }, async () => {
    const report = await importDiscourse(folder)
    const { read, written, kept, merged, skipped } = report.posts
    expect(read).toBeGreaterThan(500)
    expect(written + merged + skipped).toBe(read)
    expect(kept).toBe(0)
    expect(report.files.read + report.files.skipped).toBe(report.files.found)
    expect(await wrongImportedFigures()).toEqual([])

    const again = await importDiscourse(folder)
    expect(again.posts).toMatchObject({ read, written: 0, kept: written, merged, skipped })
    expect(await wrongImportedFigures()).toEqual([])
  })
})
