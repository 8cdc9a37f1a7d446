/** The search index in the forum's own table: nothing else to run, and it costs cents (docs/adr/0090). */
import { now } from "#lib/base/clock.ts"
import { SCOPES, type SearchIndex } from "../search-index.ts"
import { addAnew, beginAnew, endAnew, isUnderWay } from "./anew.ts"
import { findInTable } from "./find.ts"
import { keepUpFor } from "./upkeep.ts"
import { putPosts, remove } from "./write.ts"

export const tableIndex: SearchIndex = {
  find: findInTable,
  put: putPosts,
  remove,
  async keepUp(until = Number.POSITIVE_INFINITY) {
    for (const scope of SCOPES) if (now() < until) await keepUpFor(scope, until)
  },
  place: () => "table",
  ...{ beginAnew, isUnderWay, addAnew, endAnew },
}
