/** Reads that only imports make: many keys at once, consistently, to see what an earlier run has written. */
import { getMany } from "../batch.ts"
import { Tallies, type Tally } from "../items/imports.ts"
import { OLD_POSTS_PER_ITEM, type OldAddress, OldAddresses, OldPosts } from "../items/site.ts"
import { type User, UserNames, Users } from "../items/users.ts"
import { importTallyKey, oldAddressKey, oldPostsKey } from "../keys/imports.ts"
import { userKey, userNameKey } from "../keys/users.ts"
import { query } from "../query.ts"

/** AP-21c: where many addresses of an imported forum lead now, in the order asked for. */
export async function findOldAddresses(addresses: string[]): Promise<(OldAddress | undefined)[]> {
  const items = await getMany(addresses.map(oldAddressKey), { consistent: true })
  return items.map((item) => OldAddresses.read(item))
}

/** AP-21d: the ids of all posts of an imported topic by their old numbers, up to `highest`. */
export async function findOldPosts(address: string, highest: number): Promise<Map<number, string>> {
  const chunks = Math.floor(highest / OLD_POSTS_PER_ITEM) + 1
  const keys = Array.from({ length: chunks }, (_, chunk) => oldPostsKey(address, chunk))
  const items = OldPosts.readAll(await getMany(keys, { consistent: true }))
  return new Map(
    items.flatMap(({ posts }) => Object.entries(posts).map(([n, id]) => [Number(n), id] as const)),
  )
}

const TALLIES_AT_ONCE = 20

/** AP-21e: what imports wrote of members and have not added to their figures yet, a bounded number at a time. */
export async function listTallies(): Promise<Tally[]> {
  const { items } = await query({ pk: importTallyKey("").PK, limit: TALLIES_AT_ONCE, consistent: true })
  return Tallies.readAll(items)
}

/** AP-15f: some members by id, those that are there. */
export async function findUsers(ids: string[]): Promise<User[]> {
  return Users.readAll(await getMany(ids.map(userKey), { consistent: true }))
}

/** AP-15g: which of these name skeletons belong to somebody, and to whom. */
export async function ownersOfNames(skeletons: string[]): Promise<Map<string, string>> {
  const guards = UserNames.readAll(await getMany(skeletons.map(userNameKey), { consistent: true }))
  return new Map(guards.map(({ skeleton, user }) => [skeleton, user]))
}
