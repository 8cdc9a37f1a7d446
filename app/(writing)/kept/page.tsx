import type { Metadata } from "next"
import type { ReactElement } from "react"
import { TextArea } from "#components/ui/field.tsx"
import { Link } from "#components/ui/link.tsx"
import { keptFields } from "#lib/web/kept.ts"
import { homePath, newTopicPath } from "#lib/web/paths.ts"

export const metadata: Metadata = { title: "Your text", robots: { index: false } }

/** The text of somebody who answered what is gone, so that at least the text is not. */
export default async function KeptPage(): Promise<ReactElement> {
  const kept = await keptFields()
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-5">
      <h1>What you wrote to is not there any more</h1>
      <p>
        It was deleted or moved while you were writing, so your text could not be sent. Copy it from here; it
        is kept for a day. <Link href={newTopicPath()}>Start a topic</Link> with it, or go{" "}
        <Link href={homePath()}>home</Link>.
      </p>
      {kept ? (
        <TextArea name="kept" label={kept.title ?? "Your text"} rows={14} value={kept.body ?? ""} readOnly />
      ) : (
        <p>There is no text kept in this browser.</p>
      )}
    </div>
  )
}
