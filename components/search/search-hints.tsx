import type { ReactElement } from "react"
import { t } from "#lib/words/t.ts"

const HINTS = ["words", "phrase", "category", "tag", "author", "dates"] as const

/** What can be asked for, while nothing is. */
export function SearchHints(): ReactElement {
  return (
    <section aria-labelledby="hints" className="text-[0.9375rem]">
      <h2 id="hints" className="text-base">
        {t("search.hints")}
      </h2>
      <dl className="mt-2 grid gap-x-6 gap-y-1.5 sm:grid-cols-[auto_1fr]">
        {HINTS.map((hint) => (
          <div key={hint} className="contents">
            <dt>
              <code className="rounded bg-surface-3 px-1.5 py-0.5 font-mono text-sm">
                {t(`search.hint.${hint}-example`)}
              </code>
            </dt>
            <dd className="mb-3 text-muted sm:mb-0">{t(`search.hint.${hint}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-muted">{t("search.endings")}</p>
    </section>
  )
}
