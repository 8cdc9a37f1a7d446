"use client"
import { type ReactElement, useEffect, useRef, useState } from "react"
import type { SimilarTopic } from "#lib/views/similar.ts"
import { similarPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** People pause so long when a thought is complete. */
const PAUSE = 500

/** Topics like the one whose title is typed. Without the script they come with the preview (`first`). */
export function SimilarTopics({ first }: { first: SimilarTopic[] }): ReactElement {
  const place = useRef<HTMLDivElement>(null)
  const [topics, setTopics] = useState<SimilarTopic[]>()

  useEffect(() => {
    const title = place.current?.closest("form")?.elements.namedItem("title")
    if (!(title instanceof HTMLInputElement)) return
    let timer = 0
    let asked = new AbortController()
    const ask = async () => {
      try {
        const answer = await fetch(similarPath(title.value), { signal: asked.signal })
        if (answer.ok) setTopics(((await answer.json()) as { topics: SimilarTopic[] }).topics)
      } catch {
        // Typed on, or no connection: this only ever helps.
      }
    }
    const onInput = () => {
      clearTimeout(timer)
      asked.abort()
      asked = new AbortController()
      timer = window.setTimeout(ask, PAUSE)
    }
    title.addEventListener("input", onInput)
    if (title.value) onInput()
    return () => {
      title.removeEventListener("input", onInput)
      clearTimeout(timer)
      asked.abort()
    }
  }, [])

  const shown = topics ?? first
  return (
    <div ref={place} role="status">
      {shown.length > 0 && (
        <section aria-label={t("composer.similar")} className="rounded-md bg-surface-2 px-3 py-2.5">
          <p className="text-sm font-semibold">{t("composer.similar-title")}</p>
          <ul className="mt-1">
            {shown.map(({ id, title, href, category, solved }) => (
              <li key={id} className="py-0.5">
                {/* In another tab: what is being written stays. */}
                <a href={href} target="_blank" rel="noopener" className="topic-title">
                  {title}
                </a>{" "}
                <span className="text-sm text-muted">
                  {solved ? t("composer.similar-solved", { category }) : category}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
