"use client"
import type { ReactElement } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { continuePath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { useViewer } from "./store.client.tsx"

/** To the first post that one has not read, where there is one. */
export function ContinueLink({ lastPost }: { lastPost: string }): ReactElement | null {
  const viewer = useViewer()
  const lastRead = viewer.status === "ready" ? viewer.topic?.lastRead : undefined
  if (!lastRead || lastRead >= lastPost) return null
  return (
    <ButtonLink href={continuePath(lastRead)} size="small" rel="nofollow" data-continue="">
      {t("viewer.continue")}
    </ButtonLink>
  )
}
