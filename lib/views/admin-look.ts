/** How the forum looks, as administrators change it. */
import { config } from "#lib/config.ts"
import { getLook } from "#lib/db/patterns/site.ts"
import { authorize } from "#lib/forum/access.ts"
import type { Member } from "#lib/forum/actor.ts"
import { GROUNDS, type Theme } from "#lib/forum/look-colors.ts"
import { aboutLook, isLookStill } from "#lib/forum/looks.ts"
import { logoPath } from "#lib/uploads/logo-address.ts"
import { type PastEntry, pastOf } from "./past.ts"

export type ManagedLook = {
  version: number
  name: string
  /** What it is called where it has no other name. */
  givenName: string
  colors: Record<Theme, string>
  isColored: boolean
  logo?: { light: string; dark?: string; alt: string; nameBeside: boolean }
  css: string
  cssOff: boolean
  past: PastEntry[]
}

/** @throws ForumError unauthenticated, forbidden */
export async function loadManagedLook(actor: Member): Promise<ManagedLook> {
  authorize(actor, "settings.change", {})
  const now = await getLook()
  const { version = 0, name = "", light, dark, logo, logoDark, logoAlt = "", css = "" } = now ?? {}
  return {
    ...{ version, name, css, givenName: config().name, cssOff: now?.cssOff === true },
    colors: { light: light ?? GROUNDS.light.accent, dark: dark ?? GROUNDS.dark.accent },
    isColored: light !== undefined || dark !== undefined,
    ...(logo && {
      logo: {
        light: logoPath(logo.version),
        ...(logoDark && { dark: logoPath(logoDark.version) }),
        ...{ alt: logoAlt, nameBeside: now?.nameBeside === true },
      },
    }),
    past: await pastOf(
      aboutLook(),
      ["look-changed"],
      ({ before, after }) => now !== undefined && isLookStill(now, before, after),
    ),
  }
}
