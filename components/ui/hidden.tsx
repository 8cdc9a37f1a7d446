import type { ReactElement, ReactNode } from "react"

/** For screen readers and text browsers: words that the eye gets from the layout. */
export function VisuallyHidden({ children }: { children: ReactNode }): ReactElement {
  return <span className="sr-only">{children}</span>
}

/** The first link of a page: past the header, to what it is about. */
export function SkipLink(): ReactElement {
  return (
    <a
      href="#main"
      className="sr-only focus:not-sr-only focus:absolute focus:start-2 focus:top-2 focus:z-10 focus:rounded-md focus:bg-surface focus:px-4 focus:py-2"
    >
      Skip to content
    </a>
  )
}
