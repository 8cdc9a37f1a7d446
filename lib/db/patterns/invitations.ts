/** Reads of invitations. */
import { get, getMany } from "../batch.ts"
import { type Invitation, Invitations, type Invited, Inviteds } from "../items/invitations.ts"
import { invitationKey, invitationsOf, invitedKey, OPEN_INVITATIONS } from "../keys/invitations.ts"
import type { Key } from "../keys/key.ts"
import { query } from "../query.ts"

const PER_PAGE = 50

/** AP-289: an invitation by the hash of its secret, consistently. */
export async function findInvitation(hash: string): Promise<Invitation | undefined> {
  return Invitations.read(await get(invitationKey(hash), { consistent: true }))
}

/** AP-290: open invitations of everybody, the newest first. @param after as `next` said */
export async function openInvitations(after?: string): Promise<{ items: Invitation[]; next?: string }> {
  const at = /^(.{24})#([\w-]{43})$/.exec(after ?? "")
  const { items, last } = await query({
    ...{ index: "GSI3", pk: OPEN_INVITATIONS, descending: true, limit: PER_PAGE },
    ...(at && { after: { GSI3PK: OPEN_INVITATIONS, GSI3SK: at[0], ...invitationKey(at[2]!) } }),
  })
  return { items: Invitations.readAll(items), ...(last && { next: String(last.GSI3SK) }) }
}

/** AP-290b: open invitations of one member, the newest first, 25 at most. */
export async function openInvitationsOf(member: string): Promise<Invitation[]> {
  const { items } = await query({
    ...{ index: "GSI1", pk: invitationsOf(member), descending: true, limit: 25 },
  })
  const keys = items.map(({ PK, SK }): Key => ({ PK, SK }))
  return Invitations.readAll(await getMany(keys, { consistent: true })).filter(({ left }) => left > 0)
}

/** AP-291: whom a member has invited, the last 20. */
export async function invitedBy(member: string): Promise<Invited[]> {
  const { PK } = invitedKey(member, "", "")
  return Inviteds.readAll((await query({ pk: PK, descending: true, limit: 20 })).items)
}
