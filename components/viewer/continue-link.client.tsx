"use client"
import type { ReactElement } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { permanentPath } from "#lib/web/paths.ts"
import { useViewer } from "./store.client.tsx"

/** Back to the last post one has read, where there are newer ones. */
export function ContinueLink({ lastPost }: { lastPost: string }): ReactElement | null {
  const viewer = useViewer()
  const lastRead = viewer.status === "ready" ? viewer.topic?.lastRead : undefined
  if (!lastRead || lastRead >= lastPost) return null
  return (
    <ButtonLink href={permanentPath(lastRead)} size="small">
      Continue where you stopped
    </ButtonLink>
  )
}
