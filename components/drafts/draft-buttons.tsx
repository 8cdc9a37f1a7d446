import type { ReactElement } from "react"
import { Button } from "#components/ui/button.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { t } from "#lib/words/t.ts"

/** Says that the form begins with what was not sent, and since when; throws it away, with a script at once. */
export function GivenDraft({ at, onDiscard }: { at: string; onDiscard: () => void }): ReactElement {
  return (
    <Notice className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p>{t("drafts.given", { at: new Date(at) })}</p>
      <Button
        type="submit"
        name="intent"
        value="discard-draft"
        formNoValidate
        size="small"
        variant="quiet"
        className="-ms-2.5"
        onClick={(event) => {
          event.preventDefault()
          onDiscard()
        }}
      >
        {t("drafts.discard")}
      </Button>
    </Notice>
  )
}

/** Keeps the text on the server where no script does so by itself. */
export function KeepDraft({ className }: { className?: string }): ReactElement {
  return (
    <Button type="submit" name="intent" value="keep-draft" formNoValidate className={className}>
      {t("drafts.keep")}
    </Button>
  )
}
