/** The search index of this forum: chosen once, by the configuration. */
import type { SearchIndex } from "./search-index.ts"
import { tableIndex } from "./table/table-index.ts"

export function searchIndex(): SearchIndex {
  return tableIndex
}
