/** What the forum has consumed on a day (UTC), by what was asked for. */
import { z } from "zod"
import type { Raw } from "../query.ts"

export type DayCosts = {
  /** `yyyy-mm-dd` */
  day: string
  /** Units by kind of item (`lib/db/keys/kinds.ts`). */
  read: Record<string, number>
  write: Record<string, number>
}

/** Each figure is an attribute of its own, so that processes can add to it: `r <kind>`, `w <kind>`. */
export const unitName = (way: "read" | "write", kind: string): string => `${way[0]} ${kind}`

const NAME = /^([rw]) (.+)$/
const Figure = z.number()

export function dayCostsFrom(item: Raw): DayCosts {
  const found: DayCosts = { day: String(item.day), read: {}, write: {} }
  for (const [name, value] of Object.entries(item)) {
    const [, way, kind] = NAME.exec(name) ?? []
    if (kind) found[way === "r" ? "read" : "write"][kind] = Figure.parse(value)
  }
  return found
}
