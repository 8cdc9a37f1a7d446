/** From the first step of signing in to the second: the ticket waits in a cookie that no script reads and no log has. */
import { cookies } from "next/headers"
import { sessionCookie } from "#lib/auth/session.ts"
import { LIFE } from "#lib/auth/tokens.ts"
import { SECOND } from "#lib/base/clock.ts"
import { secondStepPath } from "./account-paths.ts"
import { safeNext } from "./paths.ts"

const name = (): string => `${sessionCookie().name}-ticket`

/** Keeps the ticket in this browser. */
export async function keepTicket(ticket: string): Promise<void> {
  const { options } = sessionCookie()
  ;(await cookies()).set(name(), ticket, { ...options, maxAge: LIFE["second-step"] / SECOND })
}

/** The ticket of this browser, if it has one. */
export async function keptTicket(): Promise<string | undefined> {
  return (await cookies()).get(name())?.value || undefined
}

export async function forgetTicket(): Promise<void> {
  ;(await cookies()).set(name(), "", { ...sessionCookie().options, maxAge: 0 })
}

/** Where somebody goes on who came by another service. @returns the path, with where they wanted to go */
export async function secondStepAfterService(ticket: string): Promise<string> {
  const jar = await cookies()
  // Where next-auth was told to lead to; it leads there itself when there is no second step.
  const wanted = ["authjs.callback-url", "__Secure-authjs.callback-url"]
    .map((one) => jar.get(one)?.value)
    .find((one) => one !== undefined && URL.canParse(one, "http://forum.invalid"))
  await keepTicket(ticket)
  if (!wanted) return secondStepPath()
  const { pathname, search } = new URL(wanted, "http://forum.invalid")
  return secondStepPath(safeNext(pathname + search))
}
