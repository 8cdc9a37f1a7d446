/** The search index of this forum: chosen once, by the configuration. */
import { config } from "#lib/config.ts"
import { openSearchIndex } from "./opensearch/open-search-index.ts"
import type { SearchIndex } from "./search-index.ts"
import { tableIndex } from "./table/table-index.ts"

/** In the table, unless SEARCH_URL names an OpenSearch. */
export function searchIndex(): SearchIndex {
  return config().openSearch ? openSearchIndex : tableIndex
}
