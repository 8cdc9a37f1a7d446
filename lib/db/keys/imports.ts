/** Keys of what an import leaves behind. */
import { type Key, padded, same } from "./key.ts"

/** An address of the forum that was imported, say `discourse#t#162`. */
export const oldAddressKey = (address: string): Key => same(`OLD#${address}`)
/** Ids of the posts of an imported topic, by their old numbers, 200 an item. */
export const oldPostsKey = (address: string, chunk: number): Key => ({
  PK: `OLD#${address}`,
  SK: `POSTS#${padded(chunk)}`,
})
/** What an import wrote of each member and has not yet added to their figures. */
export const importTallyKey = (id: string): Key => ({ PK: "IMPORT", SK: `TALLY#${id}` })
