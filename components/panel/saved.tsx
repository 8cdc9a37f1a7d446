import type { ReactElement } from "react"
import { Notice } from "#components/ui/notice.tsx"
import { t } from "#lib/words/t.ts"

/** Told on the page to which a form of the panel has led. */
export function Saved({ said }: { said: string | undefined }): ReactElement | null {
  if (said !== "saved") return null
  return (
    <Notice kind="success" live>
      {t("panel.saved")}
    </Notice>
  )
}
