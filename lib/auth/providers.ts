/** Which ways in there are besides a password: what the configuration names, and nothing else. */
import type { NextAuthConfig, Profile } from "next-auth"
import GitHub from "next-auth/providers/github"
import Google from "next-auth/providers/google"
import { config } from "#lib/config.ts"
import { signInWithPath } from "#lib/web/account-paths.ts"
import type { Account } from "./accounts.ts"

export type ProviderId = "github" | "google" | "oidc"

/** The other services by which one can come in, in the order in which they are offered. */
export function offeredProviders(): { id: ProviderId; name: string }[] {
  const { github, google, oidc } = config().providers
  const offers = [
    github && { id: "github", name: "GitHub" },
    google && { id: "google", name: "Google" },
    oidc && { id: "oidc", name: oidc.name },
  ]
  return offers.filter((offer) => offer !== undefined) as { id: ProviderId; name: string }[]
}

/** The same as links, which lead on to `next` afterwards. */
export function offersFor(next?: string): { href: string; name: string }[] {
  return offeredProviders().map(({ id, name }) => ({ href: signInWithPath(id, next), name }))
}

/** Whether one can come in by a link in a mail. */
export function magicLinksOffered(): boolean {
  return config().magicLinks
}

/** The same as next-auth wants them. */
export function oauthProviders(): NextAuthConfig["providers"] {
  const { github, google, oidc } = config().providers
  return [
    ...(github
      ? [GitHub({ ...github, checks: ["pkce", "state"], userinfo: { request: githubProfile } })]
      : []),
    ...(google ? [Google({ ...google, checks: ["pkce", "state", "nonce"] })] : []),
    ...(oidc ? [{ ...oidc, id: "oidc", type: "oidc" as const, checks: OIDC_CHECKS }] : []),
  ]
}

const OIDC_CHECKS: ("pkce" | "state" | "nonce")[] = ["pkce", "state", "nonce"]

/** What the provider said, as we need it. */
export function accountFrom(provider: string, profile: Profile): Account {
  const { sub, id, email, email_verified } = profile
  const names = [
    profile.login,
    profile.nickname,
    profile.preferred_username,
    profile.given_name,
    profile.name,
  ]
  const name = names.find((one): one is string => typeof one === "string" && one !== "") ?? ""
  return {
    provider,
    id: String((provider === "github" ? id : sub) ?? ""),
    // Some services call people by their address, which nobody wants to see published.
    name: name.split("@")[0] ?? "",
    email: email ?? undefined,
    emailVerified: email_verified === true,
  }
}

const GITHUB_API = "https://api.github.com"

/** GitHub's own profile shows any address; which one is confirmed is asked for separately. */
async function githubProfile({ tokens }: { tokens: { access_token?: string } }): Promise<Profile> {
  const ask = async (path: string): Promise<unknown> => {
    const headers = { authorization: `Bearer ${tokens.access_token}`, "user-agent": "stoa" }
    const answer = await fetch(GITHUB_API + path, { headers, signal: AbortSignal.timeout(10_000) })
    if (!answer.ok) throw new Error(`GitHub answered ${answer.status} to ${path}`)
    return answer.json()
  }
  const [profile, emails] = await Promise.all([ask("/user"), ask("/user/emails")])
  return withConfirmedEmail(profile as Profile, emails)
}

/** @param emails what GitHub lists: `[{ email, primary, verified }]` */
export function withConfirmedEmail(profile: Profile, emails: unknown): Profile {
  const list = Array.isArray(emails) ? emails : []
  const confirmed = list.find((one) => one?.primary === true && one.verified === true)
  return { ...profile, email: confirmed?.email, email_verified: confirmed !== undefined }
}
