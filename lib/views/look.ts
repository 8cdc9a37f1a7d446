/** How the forum looks, for every page. */
import { LOOK } from "#lib/base/cache-tags.ts"
import { config, isBuilding } from "#lib/config.ts"
import type { LogoFile, Look } from "#lib/db/items/site.ts"
import { getLook } from "#lib/db/patterns/site.ts"
import { allTexts } from "#lib/forum/forum-texts.ts"
import { freshSettings } from "#lib/forum/settings.ts"
import { logoPath } from "#lib/uploads/logo-address.ts"
import { cached } from "#lib/web/cached.ts"
import { lookPath } from "#lib/web/look-address.ts"
import { cssOf } from "#lib/web/look-files.ts"

/** Its size is that in which it is shown. */
export type LogoView = { src: string; width: number; height: number }

export type LookView = {
  name: string
  /** Addresses of style sheets: the colours are for every page, the other one for none of the panel's and of signing in. */
  colors?: string
  own?: string
  /** Whether it says something of itself: pages lead there. */
  hasAbout: boolean
  logo?: { light: LogoView; dark?: LogoView; alt: string; nameBeside: boolean }
}

const load = cached(
  "look",
  () => [LOOK],
  async () => {
    const [look, hasAbout] = await Promise.all([getLook(), saysOfItself()])
    return viewOf(look, hasAbout)
  },
)

/** What was shown last: a page that says that something is wrong says it also while the table does not answer. */
let last: LookView | undefined

export async function loadLook(): Promise<LookView> {
  // A build has no table, and no forum yet.
  if (isBuilding()) return viewOf(undefined, false)
  try {
    last = await load()
    return last
  } catch (error) {
    if (last) return last
    console.error(error)
    return viewOf(undefined, false)
  }
}

/** What changes this carries LOOK along (lib/projections/pages.ts): it is on every page. */
async function saysOfItself(): Promise<boolean> {
  const [texts, { values }] = await Promise.all([allTexts(), freshSettings()])
  return values["public-log"] || [...texts.values()].some(({ html }) => html !== "")
}

function viewOf(set: Look | undefined, hasAbout: boolean): LookView {
  const name = set?.name ?? config().name
  const [colors, own] = [cssOf("colors", set), cssOf("own", set)]
  return {
    name,
    hasAbout,
    ...(colors && { colors: lookPath("colors", colors) }),
    ...(own && { own: lookPath("own", own) }),
    ...(set?.logo && {
      logo: {
        light: shown(set.logo),
        ...(set.logoDark && { dark: shown(set.logoDark) }),
        alt: set.nameBeside ? "" : (set.logoAlt ?? name),
        nameBeside: set.nameBeside === true,
      },
    }),
  }
}

/** How high a logo stands in the header, at most. */
const HEIGHT = 32

function shown({ version, width, height }: LogoFile): LogoView {
  const share = Math.min(1, HEIGHT / height)
  return {
    src: logoPath(version),
    width: Math.max(1, Math.round(width * share)),
    height: Math.max(1, Math.round(height * share)),
  }
}
