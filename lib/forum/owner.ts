/** The first owner: made through a link that only who starts the forum sees. */
import { newToken } from "#lib/auth/tokens.ts"
import { config } from "#lib/config.ts"
import { commit } from "#lib/db/commit.ts"
import { getSetting } from "#lib/db/patterns/site.ts"
import { putSetting, voidToken } from "#lib/db/writes/site.ts"

/** The setting that says that there is an owner; written once, in the transaction that makes them. */
export const OWNER = "owner"
const OWNER_LINK = "owner-link"

/** Whether the forum has had an owner. */
export async function hasOwner(): Promise<boolean> {
  return (await getSetting(OWNER)) !== undefined
}

/**
 * A new single-use link that makes its first user the owner, good for a day; the link before is void.
 * @returns undefined once there is an owner
 */
export async function ownerLink(): Promise<string | undefined> {
  if (await hasOwner()) return undefined
  const before = await getSetting(OWNER_LINK)
  const { secret, hash, write } = newToken("owner")
  await commit([
    write,
    putSetting(OWNER_LINK, hash),
    typeof before === "string" ? voidToken(before) : undefined,
  ])
  return `${config().url}/register?owner=${secret}`
}
