/** Keys of categories. */
import { type Key, padded, same } from "./key.ts"

export const categoryKey = (category: string): Key => same(`CATEGORY#${category}`)
/** An address that a category was given later. */
export const categoryAddressKey = (slug: string): Key => same(`CATEGORY_ADDRESS#${slug}`)
/** Top topics of a category in a period: `all` or `yyyy-mm`. */
export const topKey = (category: string, period: string): Key => ({
  PK: `CATEGORY#${category}`,
  SK: `TOP#${period}`,
})
/** Who moderates it without being staff. */
export const wardensKey = (category: string): Key => ({ PK: `CATEGORY#${category}`, SK: "MODERATORS" })
export const ALL_CATEGORIES = "CATEGORY"
export const categoryOrder = (position: number, name: string): string => `${padded(position)}#${name}`
