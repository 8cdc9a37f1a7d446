import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import { searchPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** A field where there is room for one, a link to the page with one where there is not. */
export function HeaderSearch(): ReactElement {
  return (
    <>
      <search className="hidden flex-none lg:block">
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
      <Link
        href={searchPath()}
        className="link-quiet flex min-h-8 min-w-6 flex-none items-center lg:hidden"
        title={t("shell.search-label")}
      >
        <svg aria-hidden="true" viewBox="0 0 20 20" className="size-5 sm:hidden">
          <path
            d="M8.5 3a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Zm4 9.5L17 17"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinecap="round"
          />
        </svg>
        <span className="max-sm:sr-only">{t("shell.search")}</span>
      </Link>
    </>
  )
}
