/** Which categories there are, for what is asked with every page that a member opens. */
import { CATEGORIES } from "#lib/base/cache-tags.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { cached } from "#lib/web/cached.ts"

/** Kept until a category changes; who may read one is asked each time. */
export const loadTree = cached(
  "tree",
  () => [CATEGORIES],
  async () => (await listCategories()).map(({ id, parent, readers }) => ({ id, parent, readers })),
)
