/** Keys of the parts into which a category's topics are cut for search engines. */
import type { Key } from "./key.ts"

/** Beside the rows of a category: with which topic a part begins. */
export const sitemapPartKey = (category: string, from: string): Key => ({
  PK: `CATEGORY#${category}`,
  SK: `SITEMAP#${from}`,
})
