/** The mails about two-step sign-in: each change is told to who may not have made it. */
import { config } from "#lib/config.ts"
import { forgotPath, twoStepPath } from "#lib/web/account-paths.ts"
import { t } from "#lib/words/t.ts"
import { type Letter, letter } from "./letter.ts"

export function twoStepIsOn(to: string): Letter {
  return about(to, "on", [t("letters.two-step.on.text", forum()), t("letters.two-step.on.codes")])
}

export function twoStepIsOff(to: string): Letter {
  return about(to, "off", [t("letters.two-step.off.text", forum())])
}

/** Staff took it off: who lost both app and codes asked them to. */
export function twoStepTakenOff(to: string): Letter {
  return about(to, "taken", [t("letters.two-step.taken.text", forum()), t("letters.two-step.taken.again")])
}

export function recoveryCodesMade(to: string): Letter {
  return about(to, "codes", [t("letters.two-step.codes.text", forum())])
}

/** @param left how many are left */
export function recoveryCodeUsed(to: string, left: number): Letter {
  return about(to, "used", [t("letters.two-step.used.text", { ...forum(), left })])
}

function about(to: string, what: "on" | "off" | "taken" | "codes" | "used", lines: string[]): Letter {
  return letter(to, t(`letters.two-step.${what}.subject`, forum()), [
    ...lines,
    { link: twoStepPath(), label: t("letters.two-step.look") },
    t("letters.two-step.not-you"),
    { link: forgotPath(), label: t("letters.new-password") },
  ])
}

const forum = (): { forum: string } => ({ forum: config().name })
