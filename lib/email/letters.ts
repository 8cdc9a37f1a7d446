/** The mails about accounts. They never carry what a stranger typed: whoever registers chooses the receiver. */
import { forumName } from "#lib/forum/present-look.ts"
import { forgotPath, mailLinkPath } from "#lib/web/account-paths.ts"
import { accountPath, signInPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { type Letter, letter } from "./letter.ts"

/** Confirms the address of a new account. */
export function confirmAddress(to: string, token: string, next?: string): Letter {
  return letter(to, t("letters.confirm.subject", forum()), [
    t("letters.confirm.text", forum()),
    t("letters.confirm.press"),
    { link: mailLinkPath("verify", token, next), label: t("letters.confirm.button") },
    t("letters.confirm.once"),
  ])
}

/** For who registers a second time: the page says the same as to everybody. */
export function alreadyMember(to: string): Letter {
  return letter(to, t("letters.already.subject", forum()), [
    t("letters.already.text", forum()),
    { link: signInPath(), label: t("letters.sign-in") },
    t("letters.already.forgot"),
    { link: forgotPath(), label: t("letters.new-password") },
  ])
}

/** For who waits to be let in, and asks for another link or registers again. */
export function stillWaits(to: string): Letter {
  return letter(to, t("letters.waits.subject", forum()), [t("letters.waits.text", forum())])
}

/** What staff say to who was let in: the greeting comes by itself. */
export function letIn(to: string, words: string): Letter {
  return letter(to, t("letters.let-in.subject", forum()), [
    t("letters.let-in.text", forum()),
    words,
    { link: signInPath(), label: t("letters.sign-in") },
  ])
}

export function notLetIn(to: string, words: string): Letter {
  return letter(to, t("letters.not-let-in.subject", forum()), [t("letters.not-let-in.text", forum()), words])
}

/** Leads to the choice of a new password. */
export function resetPasswordLink(to: string, token: string): Letter {
  return letter(to, t("letters.reset.subject", forum()), [
    t("letters.reset.text", forum()),
    { link: mailLinkPath("reset", token), label: t("letters.new-password") },
    t("letters.reset.once"),
  ])
}

/** For who wants to know whether mail arrives. */
export function testLetter(to: string): Letter {
  return letter(to, t("letters.test.subject", forum()), [t("letters.test.text", forum())])
}

/** Says that the password was changed, to who may not have done it. */
export function passwordChanged(to: string): Letter {
  return letter(to, t("letters.changed.subject", forum()), [
    t("letters.changed.text", forum()),
    t("letters.changed.not-you"),
    { link: forgotPath(), label: t("letters.new-password") },
  ])
}

/** After mail bounced: shows that the address takes mail again. */
export function addressAnew(to: string, token: string): Letter {
  return letter(to, t("letters.anew.subject", forum()), [
    t("letters.anew.text", forum()),
    { link: mailLinkPath("settings/notifications/address", token), label: t("letters.anew.button") },
    t("letters.anew.once"),
  ])
}

/** For who has no password: proves that it is them who want to leave. */
export function leaveLink(to: string, token: string): Letter {
  return letter(to, t("letters.leave.subject", forum()), [
    t("letters.leave.text", forum()),
    t("letters.leave.decide"),
    { link: mailLinkPath("settings/account/leave", token), label: t("letters.leave.button") },
    t("letters.leave.once"),
    { link: accountPath(), label: t("letters.account") },
  ])
}

/** Signs in. */
export function signInLink(to: string, token: string, next?: string): Letter {
  return letter(to, t("letters.link.subject", forum()), [
    t("letters.link.text", forum()),
    { link: mailLinkPath("link", token, next), label: t("letters.sign-in") },
    t("letters.link.once"),
  ])
}

const forum = (): { forum: string } => ({ forum: forumName() })
