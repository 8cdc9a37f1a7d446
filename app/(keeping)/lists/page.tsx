import { redirect } from "next/navigation"
import { ownListPath } from "#lib/web/paths.ts"

/** The lists begin with what is unread. */
export default function Page(): never {
  redirect(ownListPath())
}
