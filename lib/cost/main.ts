/** `npm run cost -- --members 1000 --posts 10000 --views 300000`: what such a forum costs in a month, its table at Amazon or all of it. */
import { parseArgs } from "node:util"
import type { Size } from "./item.ts"
import { billAsText } from "./tables.ts"

const USAGE =
  "npm run cost -- --members <how many there are> --posts <written a month> --views <pages a month>, each a whole number."

/** @returns the size, or undefined where it is not understood */
export function sizeFrom(args: string[]): Size | undefined {
  const number = { type: "string" } as const
  try {
    const { values } = parseArgs({ args, options: { members: number, posts: number, views: number } })
    const [members, posts, views] = [values.members, values.posts, values.views].map((text) =>
      /^\d{1,12}$/.test(text ?? "") ? Number(text) : Number.NaN,
    ) as [number, number, number]
    return Number.isNaN(members + posts + views) ? undefined : { members, posts, views }
  } catch {
    return undefined
  }
}

if (import.meta.filename === process.argv[1]) {
  const size = sizeFrom(process.argv.slice(2))
  if (size) console.log(billAsText(size))
  else console.error(USAGE)
  process.exitCode = size ? 0 : 1
}
