"use client"
import { type ReactElement, useActionState } from "react"
import { Button } from "#components/ui/button.tsx"
import { unseen } from "#components/ui/hidden.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"

/** One place up or down. The page that comes with the answer shows the new order. */
export function OrderForm({
  action,
  category,
  name,
  isFirst,
  isLast,
}: {
  action: WritingAction
  category: string
  name: string
  isFirst: boolean
  isLast: boolean
}): ReactElement {
  const [state, send, isSending] = useActionState(action, { values: {} })
  return (
    <form action={send} className="flex gap-1">
      {state.error && (
        <Notice kind="error" live>
          {state.error.message}
        </Notice>
      )}
      <input type="hidden" name="category" value={category} />
      <Button type="submit" name="to" value="up" size="small" disabled={isFirst} aria-disabled={isSending}>
        <span aria-hidden="true">↑</span>
        {unseen(t("panel.categories.up", { name }))}
      </Button>
      <Button type="submit" name="to" value="down" size="small" disabled={isLast} aria-disabled={isSending}>
        <span aria-hidden="true">↓</span>
        {unseen(t("panel.categories.down", { name }))}
      </Button>
    </form>
  )
}
