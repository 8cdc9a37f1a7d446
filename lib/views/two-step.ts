/** What the pages of two-step sign-in show to whose it is. */
import { encodeQR } from "qr"
import { appAddress } from "#lib/auth/codes.ts"
import { recoveryCodesLeft, secretToConfirm } from "#lib/auth/two-step.ts"
import { config } from "#lib/config.ts"
import { getUser, passwordHashOf } from "#lib/db/patterns/users.ts"
import type { Member } from "#lib/forum/actor.ts"
import { t } from "#lib/words/t.ts"

export type TwoStepView = {
  /** Since when it is on (ISO 8601). */
  since?: string
  codesLeft: number
  hasPassword: boolean
  /** What they are called who may do what staff do only with it. */
  awaits?: string
}

export async function loadTwoStep(member: Member): Promise<TwoStepView> {
  const [user, hash, codesLeft] = await Promise.all([
    getUser(member.id, { consistent: true }),
    passwordHashOf(member.id),
    recoveryCodesLeft(member),
  ])
  return {
    ...(user?.twoStepAt && { since: user.twoStepAt }),
    ...(member.awaitsTwoStep && { awaits: t(`panel.role.${member.awaitsTwoStep}`) }),
    codesLeft,
    hasPassword: hash !== undefined,
  }
}

/** A picture as squares: its side, and the path of those that are dark. */
export type Squares = { side: number; path: string }

export type SetUpView =
  | { step: "on" | "password" }
  /** The key in groups of four, as one types it; the same for apps, as a link and as a picture. */
  | { step: "confirm"; key: string; href: string; picture: Squares }

export async function loadSetUp(member: Member): Promise<SetUpView> {
  const user = await getUser(member.id, { consistent: true })
  if (user?.twoStepAt) return { step: "on" }
  const secret = await secretToConfirm(member)
  if (!secret) return { step: "password" }
  const href = appAddress(secret, config().name, member.name)
  return { step: "confirm", key: secret.match(/.{1,4}/g)!.join(" "), href, picture: squaresOf(href) }
}

/** Cameras want a light margin of four squares around it (ISO/IEC 18004). */
const MARGIN = 4

/** The QR code of a text. */
function squaresOf(text: string): Squares {
  const rows = encodeQR(text, "raw", { border: MARGIN, ecc: "medium" })
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  return { side: rows.length, path: dark.join("") }
}
