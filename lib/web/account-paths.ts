/** Addresses of signing in, and of what members keep of their account. */
import { safeNext } from "./paths.ts"

const part = encodeURIComponent

/** Where one signs in, with a sentence: `said` is a word that the page knows one for, `problem` the code of a refusal. */
export const signInSayingPath = (asked: {
  next?: string | undefined
  said?: string
  problem?: string
}): string => {
  const those = Object.entries(asked).filter(([, value]) => value) as [string, string][]
  return `/sign-in?${new URLSearchParams(those)}`
}
export const forgotPath = (): string => "/forgot"
export const signInWithPath = (provider: string, next?: string): string =>
  `/sign-in/with/${part(provider)}${next ? `?next=${part(next)}` : ""}`
/** Asks for a link that signs in. */
export const signInByMailPath = (next?: string): string => `/sign-in/mail${next ? `?next=${part(next)}` : ""}`

/** The second page of signing in. */
export const secondStepPath = (next?: string): string =>
  `/sign-in/code${next && next !== "/" ? `?next=${part(next)}` : ""}`
/** Two-step sign-in: whether it is on, its recovery codes, and setting it up. */
export const twoStepPath = (): string => "/settings/two-step"
export const twoStepSetUpPath = (): string => "/settings/two-step/set-up"

/** Where a link in a mail leads: a page with a button, so that who only looks at links does not use them up. */
export function mailLinkPath(
  page: "verify" | "reset" | "link" | "settings/notifications/address" | "settings/account/leave",
  token: string,
  next?: string,
): string {
  const on = next && safeNext(next) !== "/" ? `&next=${part(safeNext(next))}` : ""
  return `/${page}?token=${part(token)}${on}`
}
/** Where a member chooses what comes by mail. */
export const mailSettingsPath = (): string => "/settings/notifications"
/** Ends mail without signing in: a page with a button. */
export const unsubscribePath = (token: string): string => `/unsubscribe/${token}`
/** The same for mail programs, which send a POST (RFC 8058). */
export const oneClickPath = (token: string): string => `/api/unsubscribe/${token}`
/** Another name, one's own data, leaving. */
export const accountSettingsPath = (): string => "/settings/account"
export const archivePath = (saga: string): string => `/settings/account/archive/${saga.toLowerCase()}`
/** One's own open invitations. */
export const invitationsPath = (): string => "/invitations"
/** Where somebody registers by an invitation. */
export const invitationPath = (secret: string): string => `/register?invitation=${part(secret)}`
/** What follows by itself from writing. */
export const watchingSettingsPath = (): string => "/settings/watching"
