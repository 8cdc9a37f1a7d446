/** Invitations: links by which people may register; of the secret only the hash is kept (ADR 0287). */
import { z } from "zod"
import { invitationKey, invitationsOf, invitedKey, OPEN_INVITATIONS } from "../keys/invitations.ts"
import { timed } from "../keys/key.ts"
import { entity } from "./entity.ts"

export const InvitationSchema = z.object({
  hash: z.string(),
  /** The member who made it. */
  by: z.string(),
  /** For whom it is, as who made it noted; nobody else sees it but administrators. */
  note: z.string().optional(),
  /** How many people may still come by it, and how many might. */
  left: z.number(),
  of: z.number(),
  createdAt: z.string(),
  endsAt: z.string(),
  /** Epoch seconds: some time after its end nobody asks for it any more. */
  expiresAt: z.number(),
})
export type Invitation = z.output<typeof InvitationSchema>

/** One that is used up, or withdrawn, is in no list. */
export const Invitations = entity("Invitation", InvitationSchema, (one) => ({
  ...invitationKey(one.hash),
  ...(one.left > 0 && {
    ...{ GSI1PK: invitationsOf(one.by), GSI1SK: timed(one.createdAt, one.hash) },
    ...{ GSI3PK: OPEN_INVITATIONS, GSI3SK: timed(one.createdAt, one.hash) },
  }),
}))

/** Who came by an invitation of whom. */
export const InvitedSchema = z.object({ by: z.string(), user: z.string(), at: z.string() })
export type Invited = z.output<typeof InvitedSchema>
export const Inviteds = entity("Invited", InvitedSchema, ({ by, user, at }) => invitedKey(by, at, user))
