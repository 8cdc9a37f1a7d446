/** The mails about accounts. They never carry what a stranger typed: whoever registers chooses the receiver. */
import { config } from "#lib/config.ts"
import { accountPath, forgotPath, mailLinkPath, signInPath } from "#lib/web/paths.ts"
import { type Letter, letter } from "./letter.ts"

/** Confirms the address of a new account. */
export function confirmAddress(to: string, token: string, next?: string): Letter {
  return letter(to, `Confirm your address for ${config().name}`, [
    `Somebody, we hope you, registered at ${config().name} with this address.`,
    "Press the button on the page behind this link, and your account is open:",
    { link: mailLinkPath("verify", token, next), label: "Confirm my address" },
    "The link works once, within seven days. If it was not you, do nothing: the registration then goes away by itself.",
  ])
}

/** For who registers a second time: the page says the same as to everybody. */
export function alreadyMember(to: string): Letter {
  return letter(to, `You already have an account at ${config().name}`, [
    `Somebody, perhaps you, tried to register at ${config().name} with this address. It has an account already, which was not changed.`,
    { link: signInPath(), label: "Sign in" },
    "If you do not know the password any more, choose a new one:",
    { link: forgotPath(), label: "Choose a new password" },
  ])
}

/** Leads to the choice of a new password. */
export function resetPasswordLink(to: string, token: string): Letter {
  return letter(to, `A new password for ${config().name}`, [
    `Somebody, we hope you, asked for a new password at ${config().name}.`,
    { link: mailLinkPath("reset", token), label: "Choose a new password" },
    "The link works once, within an hour. If it was not you, do nothing: your password stays.",
  ])
}

/** Says that the password was changed, to who may not have done it. */
export function passwordChanged(to: string): Letter {
  return letter(to, `Your password at ${config().name} was changed`, [
    `The password of your account at ${config().name} was changed just now, and all sessions were ended.`,
    "If it was not you, choose a new one at once:",
    { link: forgotPath(), label: "Choose a new password" },
  ])
}

/** After mail bounced: shows that the address takes mail again. */
export function addressAnew(to: string, token: string): Letter {
  return letter(to, `Does mail from ${config().name} reach you again?`, [
    `Mail from ${config().name} to this address came back, so we stopped sending any. You asked us to try again.`,
    { link: mailLinkPath("settings/notifications/address", token), label: "Yes, it reaches me" },
    "The link works once, within seven days.",
  ])
}

/** For who has no password: proves that it is them who want to leave. */
export function leaveLink(to: string, token: string): Letter {
  return letter(to, `Delete your account at ${config().name}?`, [
    `Somebody who is signed in as you at ${config().name} wants to delete your account.`,
    "If that is you, decide behind this link what becomes of what you wrote. Nothing is deleted before that:",
    { link: mailLinkPath("settings/account/leave", token), label: "Delete my account" },
    "The link works once, within an hour, and only where you are signed in. If it was not you, do nothing, and end your other sessions: whoever asked for it can use your account.",
    { link: accountPath(), label: "Your account" },
  ])
}

/** Signs in. */
export function signInLink(to: string, token: string, next?: string): Letter {
  return letter(to, `Sign in to ${config().name}`, [
    `Somebody, we hope you, wants to sign in to ${config().name}.`,
    { link: mailLinkPath("link", token, next), label: "Sign in" },
    "The link works once, within fifteen minutes. If it was not you, do nothing, and give it to nobody.",
  ])
}
