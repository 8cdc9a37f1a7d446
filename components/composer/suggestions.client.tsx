"use client"
import type { ReactElement } from "react"
import { classes } from "#components/ui/classes.ts"
import { t } from "#lib/words/t.ts"
import type { Suggesting } from "./use-suggestions.client.ts"

/** Room that the list wants, in pixels. */
const WIDTH = 256
const heightOf = (options: number): number => 32 * options + 14

/** The list of what may be meant, at the word that is typed. The focus stays in the text. */
export function Suggestions({ id, open, active, choose }: Suggesting): ReactElement {
  return (
    <>
      <span role="status" className="sr-only">
        {open && t("composer.suggestions", { count: open.options.length })}
      </span>
      {open && (
        <div
          role="listbox"
          id={id}
          aria-label={open.token.kind === "people" ? t("composer.people") : t("composer.emoji")}
          className="suggestions"
          style={{ translate: placed(open.place, heightOf(open.options.length)) }}
        >
          {open.options.map(({ label, sign }, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the text field says which one is meant (aria-activedescendant)
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text field's
            <div
              key={label}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              className={classes("suggestion", index === active && "suggestion-active")}
              // The text keeps the focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(index)}
            >
              <span aria-hidden="true">{sign}</span> {label}
            </div>
          ))}
        </div>
      )}
    </>
  )
}

/** Below the word, above it where there is no room, and never over the edge. */
function placed({ top, bottom, x }: { top: number; bottom: number; x: number }, height: number): string {
  const seen = window.visualViewport?.height ?? innerHeight
  const inside = Math.max(8, Math.min(x, document.documentElement.clientWidth - WIDTH - 8))
  if (bottom + height < seen || top < height) return `${inside}px ${bottom + 4}px`
  return `${inside}px calc(${top - 4}px - 100%)`
}
