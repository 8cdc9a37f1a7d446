/** next-auth as we use it: it opens and closes sessions and speaks OAuth; who may come in is decided by our verbs. */
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
import { memberOfAccount } from "./accounts.ts"
import { accountFrom, oauthProviders } from "./providers.ts"
import { SESSION_LIFE, sessionCookie } from "./session.ts"
import { SignInInput, signInWithLink, signInWithPassword } from "./signing-in.ts"

/** Carries our refusal through next-auth to the action that asked. */
class Refused extends CredentialsSignin {
  readonly refusal: ForumError
  constructor(refusal: ForumError) {
    super()
    this.refusal = refusal
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

async function admit(verb: () => Promise<User>): Promise<{ id: string; epoch: number }> {
  try {
    const { id, sessionEpoch } = await verb()
    return { id, epoch: sessionEpoch }
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
    providers: [password, ...(magicLinks ? [link] : []), ...oauthProviders()],
    pages: { signIn: signInPath(), signOut: signInPath(), error: signInPath() },
    callbacks: { signIn: admitAccount, jwt: ({ token, user }) => (user ? claimsOf(user) : token) },
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
    Object.assign(user, { id: member.id, epoch: member.sessionEpoch })
    return true
  } catch (error) {
    if (error instanceof ForumError) return `${signInPath()}?problem=${error.code}`
    throw error
  }
}

function claimsOf(user: { id?: string; epoch?: number }): { sub?: string; epoch?: number } {
  return { sub: user.id, epoch: user.epoch }
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

/** Opens a session. @throws ForumError what signInWithPassword and signInWithLink throw */
export async function openSession(
  by: { email: string; password: string; next?: string } | { token: string },
): Promise<void> {
  // It goes as a form: what is undefined would arrive as the word.
  const fields = JSON.parse(JSON.stringify(by)) as Record<string, string>
  try {
    await nextAuth.signIn("token" in by ? "link" : "password", {
      ...fields,
      redirect: false,
      redirectTo: "/",
    })
  } catch (error) {
    throw error instanceof Refused ? error.refusal : error
  }
}

/** Ends the session of this browser. */
export async function closeSession(): Promise<void> {
  await nextAuth.signOut({ redirect: false, redirectTo: "/" })
}
