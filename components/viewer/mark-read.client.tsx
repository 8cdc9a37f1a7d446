"use client"
import { type ReactElement, useState } from "react"
import { refusalOf } from "#components/ui/refused.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { markReadThrough, useViewer } from "./store.client.tsx"

/**
 * For members: everything in a category counts as read, up to when the page asked what is unread. The marks go at
 * once. Without a script there are no marks, and the list of what is unread has a button of its own.
 */
export function MarkRead({
  category,
  parts,
  page,
  action,
}: {
  category: string
  /** Ids of its parts, which are marked with it. */
  parts: string[]
  page: string
  action: WritingAction
}): ReactElement {
  const viewer = useViewer()
  const [said, setSaid] = useState<string>()
  const at = viewer.status === "ready" && viewer.me ? viewer.asOf : undefined

  async function press(form: FormData): Promise<void> {
    const refused = await refusalOf(action, form)
    setSaid(refused ?? t("viewer.marked"))
    if (!refused && at) markReadThrough([category, ...parts], at)
  }

  return (
    <div className="for-members mark-read-slot text-sm text-muted">
      {said ? (
        <span role="status" className="leading-8">
          {said}
        </span>
      ) : (
        at && (
          <form action={press}>
            <input type="hidden" name="category" value={category} />
            <input type="hidden" name="through" value={at} />
            <input type="hidden" name="page" value={page} />
            <input type="hidden" name="script" value="1" />
            <button type="submit" className="link-quiet min-h-8">
              {t("viewer.mark-all")}
            </button>
          </form>
        )
      )}
    </div>
  )
}
