import type { ReactElement, ReactNode } from "react"
import { t } from "#lib/words/t.ts"

/** The first link of a page: past the header, to what it is about. */
export function SkipLink(): ReactElement {
  return (
    <a
      href="#main"
      className="sr-only focus:not-sr-only focus:absolute focus:start-2 focus:top-2 focus:z-10 focus:rounded-md focus:bg-surface focus:px-4 focus:py-2"
    >
      {t("shell.skip")}
    </a>
  )
}

/** Words that are heard and not seen, where what is seen says too little: `rich("…", { more: unseen })`. */
export function unseen(words: ReactNode): ReactElement {
  return <span className="sr-only">{words}</span>
}
