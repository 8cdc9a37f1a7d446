/** Members who can sign in, made as people make themselves members. */
import { randomUUID } from "node:crypto"
import { confirmEmail, RegisterInput, register } from "#lib/auth/registration.ts"
import type { User } from "#lib/db/items/users.ts"
import type { Inbox } from "./inbox.ts"

export const aClient = (): string => randomUUID()

/** What somebody types who registers. */
export function aRegistration(changes: Record<string, unknown> = {}): {
  name: string
  email: string
  password: string
} {
  const name = `n${randomUUID().slice(0, 8)}`
  return RegisterInput.parse({ name, email: `${name}@example.org`, password: "correct horse", ...changes })
}

/** A member with a confirmed address, and the password that opens. */
export async function aSignUp(inbox: Inbox): Promise<{ user: User; email: string; password: string }> {
  const input = aRegistration()
  await register(input, aClient())
  const user = await confirmEmail(await inbox.lastSecret(input.email), aClient())
  return { user, email: input.email, password: input.password }
}
