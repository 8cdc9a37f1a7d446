import type { Metadata } from "next"
import type { ReactElement } from "react"
import { NothingHere } from "#components/shell/nothing-here.tsx"

export const metadata: Metadata = { title: "Not found", robots: { index: false } }

/** The same words for what is not there and for what is not for this reader. */
export default function NotFound(): ReactElement {
  return <NothingHere />
}
