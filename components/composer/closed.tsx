import type { ReactElement } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { registerPath, signInPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** In place of a form: who has to sign in for it, or why it is not for this person. */
export function Closed({
  signedIn,
  refusal,
  page,
}: {
  signedIn: boolean
  refusal?: string
  /** Where to come back to. */
  page: string
}): ReactElement | null {
  if (signedIn) return refusal ? <Notice kind="warning">{refusal}</Notice> : null
  return (
    <Notice title={t("composer.closed.title")}>
      <p>{t("composer.closed.text")}</p>
      <p className="mt-3 flex flex-wrap gap-2">
        <ButtonLink href={signInPath(page)} variant="primary">
          {t("composer.closed.sign-in")}
        </ButtonLink>
        <ButtonLink href={registerPath()}>{t("composer.closed.register")}</ButtonLink>
      </p>
    </Notice>
  )
}

/** Whether there is anything in place of the form. */
export function isClosed({ signedIn, refusal }: { signedIn: boolean; refusal?: string }): boolean {
  return !signedIn || refusal !== undefined
}
