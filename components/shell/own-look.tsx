import type { ReactElement } from "react"
import { loadLook } from "#lib/views/look.ts"

/**
 * The style sheet that administrators wrote, for the pages of the layout it stands in. None of the panel's and none of
 * signing in has it: whatever it hides, there is a way to switch it off.
 */
export async function OwnLook(): Promise<ReactElement | null> {
  const { own } = await loadLook()
  return own ? <link rel="stylesheet" href={own} precedence="own" data-own-look="" /> : null
}
