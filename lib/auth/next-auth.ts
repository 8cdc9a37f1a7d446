/** next-auth as we use it: it opens and closes sessions and speaks OAuth; who may come in is decided by our verbs. */
import { headers } from "next/headers"
import NextAuth, {
  type AuthError,
  CredentialsSignin,
  type NextAuthConfig,
  type NextAuthResult,
} from "next-auth"
import Credentials from "next-auth/providers/credentials"
import { nameTag } from "#lib/base/cache-tags.ts"
import { SECOND } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { config } from "#lib/config.ts"
import type { User } from "#lib/db/items/users.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { expire } from "#lib/web/cached.ts"
import { clientOf } from "#lib/web/client-address.ts"
import { signInPath } from "#lib/web/paths.ts"
import { secondStepAfterService } from "#lib/web/second-step.ts"
import { memberOfAccount } from "./accounts.ts"
import { accountFrom, oauthProviders } from "./providers.ts"
import { signInWithCode, ticketFor } from "./second-step.ts"
import { SESSION_LIFE, sessionCookie } from "./session.ts"
import { beginSession } from "./sessions.ts"
import { SignInInput, signInWithLink, signInWithPassword } from "./signing-in.ts"

/** Carries our refusal through next-auth to the action that asked. */
class Refused extends CredentialsSignin {
  readonly refusal: ForumError
  constructor(refusal: ForumError) {
    super()
    this.refusal = refusal
  }
}

/** Carries the ticket of who still has to give a code. */
class FirstStepDone extends CredentialsSignin {
  readonly ticket: string
  constructor(ticket: string) {
    super()
    this.ticket = ticket
  }
}

const password = Credentials({
  id: "password",
  authorize: (fields, request) =>
    admit(() => signInWithPassword(SignInInput.parse(fields), clientOf(request.headers))),
})

const link = Credentials({
  id: "link",
  authorize: ({ token }, request) => admit(() => signInWithLink(String(token), clientOf(request.headers))),
})

const code = Credentials({
  id: "code",
  authorize: ({ ticket, code }, request) => {
    const given = { ticket: String(ticket), code: String(code) }
    return admit(() => signInWithCode(given, clientOf(request.headers)), { isSecond: true })
  },
})

/** Who was right is in, unless a second step comes first: there is no session before it. */
async function admit(
  verb: () => Promise<User>,
  { isSecond = false } = {},
): Promise<{ id: string; epoch: number }> {
  try {
    const user = await verb()
    const ticket = isSecond ? undefined : await ticketFor(user)
    if (ticket) throw new FirstStepDone(ticket)
    return { id: user.id, epoch: user.sessionEpoch }
  } catch (error) {
    throw error instanceof ForumError ? new Refused(error) : error
  }
}

function settings(): NextAuthConfig {
  const { url, authSecret, magicLinks } = config()
  // next-auth makes addresses of this, and of the Host header only where it is not set.
  process.env.AUTH_URL = url
  return {
    secret: authSecret,
    trustHost: true,
    basePath: "/api/auth",
    useSecureCookies: url.startsWith("https:"),
    cookies: { sessionToken: sessionCookie() },
    session: { strategy: "jwt", maxAge: SESSION_LIFE / SECOND },
    providers: [password, code, ...(magicLinks ? [link] : []), ...oauthProviders()],
    pages: { signIn: signInPath(), signOut: signInPath(), error: signInPath() },
    callbacks: { signIn: admitAccount, jwt: ({ token, user }) => (user ? openedFor(user) : token) },
    logger: { error: logFailure, warn: () => {}, debug: () => {} },
  }
}

/** Finds or makes the member who comes by another provider, or leads back with the reason by its code. */
const admitAccount: NonNullable<NonNullable<NextAuthConfig["callbacks"]>["signIn"]> = async ({
  user,
  account,
  profile,
}) => {
  if (account?.type === "credentials") return true
  if (!account || !profile) return false
  try {
    const member = await memberOfAccount(accountFrom(account.provider, profile))
    // They may have come for the first time.
    expire([nameTag(skeletonOf(member.name))])
    const ticket = await ticketFor(member)
    if (ticket) return await secondStepAfterService(ticket)
    Object.assign(user, { id: member.id, epoch: member.sessionEpoch })
    return true
  } catch (error) {
    if (error instanceof ForumError) return `${signInPath()}?problem=${error.code}`
    throw error
  }
}

/** What the cookie of a new session holds; it is in the member's list from now on. */
async function openedFor(user: { id?: string; epoch?: number }): Promise<Record<string, unknown>> {
  const { id = "", epoch = 0 } = user
  const userAgent = (await headers()).get("user-agent")
  const session = await beginSession({ id, sessionEpoch: epoch }, userAgent)
  return { sub: id, epoch, sid: session.id, since: session.createdAt }
}

/** A wrong password is nothing to log; what a provider answers wrongly is, in a line. */
function logFailure(error: Error): void {
  if (error instanceof CredentialsSignin) return
  const cause = (error.cause as { err?: Error } | undefined)?.err
  console.error(`Sign-in failed: ${(error as AuthError).type}${cause ? `: ${cause.message}` : ""}`)
}

const nextAuth: NextAuthResult = NextAuth(() => settings())

/** Answers what a provider sends people back with. */
export const { handlers } = nextAuth

/** Leads to a provider that is switched on; the address of the redirect is thrown as Next's redirect. */
export async function signInAt(provider: string, next: string): Promise<never> {
  await nextAuth.signIn(provider, { redirectTo: next })
  throw new Error(`${provider} led nowhere`)
}

type By =
  | { email: string; password: string; next?: string }
  | { token: string }
  | { ticket: string; code: string }

/**
 * Opens a session, unless the member's second step comes first.
 * @returns the ticket for that step; undefined where they are in
 * @throws ForumError what signInWithPassword, signInWithLink and signInWithCode throw
 */
export async function openSession(by: By): Promise<string | undefined> {
  // It goes as a form: what is undefined would arrive as the word.
  const fields = JSON.parse(JSON.stringify(by)) as Record<string, string>
  try {
    await nextAuth.signIn(wayOf(by), { ...fields, redirect: false, redirectTo: "/" })
    return undefined
  } catch (error) {
    if (error instanceof FirstStepDone) return error.ticket
    throw error instanceof Refused ? error.refusal : error
  }
}

function wayOf(by: By): "password" | "link" | "code" {
  if ("token" in by) return "link"
  return "ticket" in by ? "code" : "password"
}

/** Ends the session of this browser. */
export async function closeSession(): Promise<void> {
  await nextAuth.signOut({ redirect: false, redirectTo: "/" })
}
