/** What was imported is found: all of it, and quickly enough to come in behind an import. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { importDiscourse } from "#lib/import/discourse/import.ts"
import { search } from "#lib/projections/search.ts"
import { rebuilt } from "#lib/testing/rebuilt.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { SCOPES, type Scope } from "./search-index.ts"
import { findInTable } from "./table/find.ts"
import { keepUpFor } from "./table/upkeep.ts"
import { postsOfCategory } from "./walk.ts"

const folder = join(process.env.STOA_SHARED ?? "../shared", "data/discourse")

freshTable()

async function found(text: string, scopes: readonly Scope[]): Promise<string[]> {
  const wish = {
    text,
    phrases: [],
    filters: { tags: [] },
    order: "date" as const,
    size: 5000,
    byTopic: false,
  }
  return (await findInTable(scopes, wish)).hits.map(({ post }) => post).toSorted()
}

describe.skipIf(!existsSync(folder))("real archives", () => {
  test("are indexed whole, and the same when indexed anew", { timeout: 120_000 }, async () => {
    await importDiscourse(folder)
    await settle({ projections: [search] })
    for (const scope of SCOPES) await keepUpFor(scope)
    const visible: string[] = []
    for (const { id } of await listCategories())
      for await (const { entries } of postsOfCategory(id))
        visible.push(...entries.map(({ post }) => post.post))
    expect(visible.length).toBeGreaterThan(400)
    expect(await found("", SCOPES)).toEqual(visible.toSorted())
    const queries = ["update", "error message", "how to install"]
    const before = await Promise.all(queries.map((query) => found(query, SCOPES)))
    await rebuilt(search)
    expect(await found("", SCOPES)).toEqual(visible.toSorted())
    expect(await Promise.all(queries.map((query) => found(query, SCOPES)))).toEqual(before)
  })
})
