import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import { searchPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** A field where there is room for one, a link to the page with one where there is not. */
export function HeaderSearch(): ReactElement {
  return (
    <>
      <search className="hidden lg:block">
        <form action={searchPath()}>
          <input
            type="search"
            name="q"
            aria-label={t("shell.search-label")}
            placeholder={t("shell.search")}
            maxLength={300}
            autoComplete="off"
            enterKeyHint="search"
            className="w-52 rounded-md border border-field bg-surface px-2.5 py-1 text-[0.9375rem] text-text placeholder:text-muted"
          />
        </form>
      </search>
      <Link href={searchPath()} className="link-quiet inline-block py-1 lg:hidden">
        {t("shell.search")}
      </Link>
    </>
  )
}
