import type { ReactElement } from "react"

const HINTS: [string, string][] = [
  ["varnish mast", "posts about both, then posts about one of them"],
  ["“clinker built”", "these words side by side: put them in quotes"],
  ["category:boats", "only in one category"],
  ["tag:winter", "only topics with that tag"],
  ["author:ann", "only what one member wrote"],
  ["after:2025-10 before:2026", "only from a time on, or before one"],
]

/** What can be asked for, while nothing is. */
export function SearchHints(): ReactElement {
  return (
    <section aria-labelledby="hints" className="text-[0.9375rem]">
      <h2 id="hints" className="text-base">
        What you can type
      </h2>
      <dl className="mt-2 grid gap-x-6 gap-y-1.5 sm:grid-cols-[auto_1fr]">
        {HINTS.map(([typed, means]) => (
          <div key={typed} className="contents">
            <dt>
              <code className="rounded bg-surface-3 px-1.5 py-0.5 font-mono text-sm">{typed}</code>
            </dt>
            <dd className="mb-1.5 text-muted sm:mb-0">{means}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-muted">Endings, accents and capitals do not matter: boats finds boat.</p>
    </section>
  )
}
