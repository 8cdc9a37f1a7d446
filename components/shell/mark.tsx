import type { ReactElement } from "react"

/** The mark of Stoa: a roof over three columns. */
export function Mark({ className }: { className?: string }): ReactElement {
  return (
    <svg aria-hidden="true" focusable="false" viewBox="0 0 24 24" fill="currentColor" className={className}>
      <path d="M12 1.5 23 7v2.5H1V7z" />
      <path d="M3.5 11h3v9h-3zM10.5 11h3v9h-3zM17.5 11h3v9h-3z" />
      <path d="M1.5 21h21v2h-21z" />
    </svg>
  )
}
