/** After mail bounced: the member shows that their address takes mail again. */
import { z } from "zod"
import { issueToken, LIFE, memberOfToken } from "#lib/auth/tokens.ts"
import { ForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { type Actor, requireMember } from "#lib/forum/actor.ts"
import { spend } from "#lib/limits/spend.ts"
import { isStopped } from "./choices.ts"
import { addressAnew } from "./letters.ts"
import { post } from "./send.ts"
import { changeSettings, settingsOf } from "./settings.ts"

/** Sends a link that shows whether the address takes mail again. @throws ForumError unauthenticated, limited */
export async function askForAddress(actor: Actor): Promise<void> {
  const user = await getUser(requireMember(actor).id, { consistent: true })
  if (!user?.email) throw new ForumError("unauthenticated", "session-ended")
  await spend("mail.address", user.email)
  await spend("mail.client", user.id)
  if (!isStopped(user, await settingsOf(user.id))) return
  post(addressAnew(user.email, await issueToken("address", user)), user.id, LIFE.address)
}

export const AddressInput = z.object({ token: z.string().max(100) })

/** The mail arrived: mail goes there again. @throws ForumError invalid/token-used, limited */
export async function confirmAddressAnew(
  { token }: z.output<typeof AddressInput>,
  client: string,
): Promise<void> {
  await spend("token.client", client)
  const { user, use } = await memberOfToken("address", token)
  await commit([use])
  await changeSettings(user.id, () => ({ stopped: undefined }))
}
