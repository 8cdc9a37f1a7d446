import type { ReactElement } from "react"
import { classes } from "./classes.ts"
import { hueStep } from "./steps.ts"

const SIZES = {
  small: "size-6 text-[0.6875rem]",
  normal: "size-10 text-sm",
  large: "size-16 text-xl",
}

/**
 * A member's initials on a quiet ground. Decoration: the name stands beside it, so the letters come from the style
 * sheet, and neither a browser of text nor a copied passage has them.
 */
export function Avatar({ name, size = "normal" }: { name: string; size?: keyof typeof SIZES }): ReactElement {
  return (
    <span
      aria-hidden="true"
      data-initials={initialsOf(name)}
      data-hue={hueStep(hueOf(name))}
      className={classes(
        "avatar inline-flex flex-none select-none items-center justify-center rounded-md font-semibold",
        SIZES[size],
      )}
    />
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
