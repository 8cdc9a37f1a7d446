/** How a page leads to another address: for good, or for now. */
import { permanentRedirect, redirect } from "next/navigation"

/** An address, and whether it will stay the right one: browsers and search engines remember what is for good. */
export type Lead = { to: string; forGood: boolean }

export function leadOn({ to, forGood }: Lead): never {
  return forGood ? permanentRedirect(to) : redirect(to)
}
