/** The search index in the forum's own table: nothing else to run, and it costs cents (docs/adr/0090). */
import { searchContents } from "#lib/db/patterns/search.ts"
import { RULES } from "../indexed.ts"
import { SCOPES, type SearchIndex } from "../search-index.ts"
import { findInTable } from "./find.ts"
import { rebuildInTable } from "./rebuild.ts"
import { keepUpFor } from "./upkeep.ts"
import { putPosts, remove } from "./write.ts"

export const tableIndex: SearchIndex = {
  find: findInTable,
  put: putPosts,
  remove,
  async keepUp() {
    for (const scope of SCOPES) await keepUpFor(scope)
  },
  async isBuilt() {
    const all = await Promise.all(SCOPES.map((scope) => searchContents(scope)))
    return all.every(({ built }) => built?.rules === RULES)
  },
  rebuild: rebuildInTable,
}
