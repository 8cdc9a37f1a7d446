"use client"
import { type ReactElement, useState } from "react"
import { Link } from "#components/ui/link.tsx"
import { refusalOf } from "#components/ui/refused.ts"
import { selectTopicsPath } from "#lib/web/paths.ts"
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
  // Gives back the marks; there is one while what was pressed can be taken back.
  const [undo, setUndo] = useState<() => void>()
  const at = viewer.status === "ready" && viewer.me ? viewer.asOf : undefined

  /** The marks go at once, and come back when the forum refuses. */
  async function press(form: FormData): Promise<void> {
    if (!at) return
    const showAgain = markReadThrough([category, ...parts], at)
    const refused = await refusalOf(action, form)
    if (refused) showAgain()
    setSaid(refused ?? t("viewer.marked"))
    setUndo(refused ? undefined : () => showAgain)
  }

  async function takeBack(form: FormData): Promise<void> {
    const refused = await refusalOf(action, form)
    if (!refused) undo?.()
    setSaid(refused)
    setUndo(undefined)
  }

  const hidden = (
    <>
      <input type="hidden" name="category" value={category} />
      <input type="hidden" name="through" value={at} />
      <input type="hidden" name="page" value={page} />
      <input type="hidden" name="script" value="1" />
    </>
  )
  return (
    <div className="for-members mark-read-slot text-sm text-muted">
      {said ? (
        <div className="flex flex-wrap items-center gap-x-2">
          <span role="status" className="leading-8">
            {said}
          </span>
          {undo && (
            <form action={takeBack}>
              {hidden}
              <input type="hidden" name="undo" value="1" />
              <button type="submit" className="min-h-8 font-semibold text-accent underline">
                {t("viewer.undo")}
              </button>
            </form>
          )}
        </div>
      ) : (
        at && (
          <div className="flex flex-wrap items-center gap-x-4">
            {viewer.status === "ready" && viewer.me?.staff && (
              <Link href={selectTopicsPath(category)} className="link-quiet min-h-8 content-center">
                {t("viewer.choose-topics")}
              </Link>
            )}
            <form action={press}>
              {hidden}
              <button type="submit" className="link-quiet min-h-8">
                {t("viewer.mark-all")}
              </button>
            </form>
          </div>
        )
      )}
    </div>
  )
}
