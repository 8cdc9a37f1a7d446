import type { ReactElement } from "react"
import { Button } from "#components/ui/button.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { signInPath } from "#lib/web/paths.ts"
import type { WritingState } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"

const SIGN_IN = ["sign-in-first", "session-ended"]

/**
 * Why the form was refused. Whoever has to sign in does so by a button of this very form, which keeps the text; with a
 * script also in another tab, while everything stays as it is here.
 */
export function FormMessage({
  state,
  beside,
  scripted,
}: {
  state: WritingState
  beside: string[]
  scripted: boolean
}): ReactElement | null {
  const { error, fields = {} } = state
  if (!error) return null
  const others = Object.entries(fields).filter(([name]) => !beside.includes(name))
  return (
    <Notice kind="error" live first={others.length === Object.keys(fields).length}>
      <p>{others.length > 0 && others.length === Object.keys(fields).length ? "" : error.message}</p>
      {others.map(([name, message]) => (
        <p key={name}>{message}</p>
      ))}
      {SIGN_IN.includes(error.code) && (
        <p className="mt-3 flex flex-wrap items-center gap-3">
          <Button type="submit" name="intent" value="sign-in" variant="primary" formNoValidate>
            {t("composer.sign-in-keep")}
          </Button>
          {scripted && (
            <a href={signInPath()} target="_blank" rel="noopener">
              {t("composer.sign-in-elsewhere")}
            </a>
          )}
        </p>
      )}
    </Notice>
  )
}
