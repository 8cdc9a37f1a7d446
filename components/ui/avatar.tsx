import type { ReactElement } from "react"
import { avatarPath } from "#lib/uploads/avatar-address.ts"
import { classes } from "./classes.ts"
import { hueStep } from "./steps.ts"

const SIZES = {
  small: "size-6 text-[0.6875rem]",
  normal: "size-10 text-sm",
  large: "size-16 text-xl",
}

/** Which file is sharp enough, also on a screen twice as dense. */
const FILES = { small: 48, normal: 96, large: 240 } as const

/**
 * A member's initials on a quiet ground. Decoration: the name stands beside it, so the letters come from the style
 * sheet, and neither a browser of text nor a copied passage has them.
 */
export function Avatar({
  name,
  user,
  size = "normal",
  version,
}: {
  name: string
  /** Whose picture lies over the initials, where they have one: nothing can be seen of it where they have none. */
  user?: string
  size?: keyof typeof SIZES
  /** The picture that has just been chosen: browsers keep the one of before for some minutes. */
  version?: string
}): ReactElement {
  return (
    <span
      aria-hidden="true"
      data-initials={initialsOf(name)}
      data-hue={hueStep(hueOf(name))}
      className={classes(
        "avatar inline-flex flex-none select-none items-center justify-center rounded-md font-semibold",
        SIZES[size],
      )}
    >
      {user && (
        // biome-ignore lint/performance/noImgElement: it is made in the sizes that there are
        <img
          src={`${avatarPath(user, FILES[size])}${version ? `?v=${version}` : ""}`}
          alt=""
          width={FILES[size]}
          height={FILES[size]}
          loading="lazy"
          decoding="async"
        />
      )}
    </span>
  )
}

function initialsOf(name: string): string {
  const parts = name.split(/[\s._-]+/u).filter(Boolean)
  const letters = parts.length > 1 ? parts.slice(0, 2).map((part) => first(part)) : [first(parts[0] ?? name)]
  return letters.join("").toUpperCase()
}

const first = (text: string): string => Array.from(text)[0] ?? "?"

/** The same name has the same colour everywhere. */
function hueOf(name: string): number {
  let sum = 7
  for (const character of name) sum = (sum * 131 + (character.codePointAt(0) ?? 0)) % 1_000_003
  // Steps of the golden angle lie far apart.
  return Math.round(sum * 137.508) % 360
}
