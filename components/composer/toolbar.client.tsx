"use client"
import { type KeyboardEvent, type ReactElement, type RefObject, useState } from "react"
import { t } from "#lib/words/t.ts"
import { apply, typedIn } from "./apply.client.ts"
import { COMMANDS } from "./commands.client.ts"

/** Buttons for those who do not know Markdown by heart, with words on them. One stop for Tab, arrows inside. */
export function Toolbar({
  field,
  id,
}: {
  field: RefObject<HTMLTextAreaElement | null>
  /** Of the field. */
  id: string
}): ReactElement {
  const [current, setCurrent] = useState(0)
  const commands = COMMANDS()

  function onKeyDown(event: KeyboardEvent<HTMLDivElement>): void {
    const buttons = [...event.currentTarget.querySelectorAll("button")]
    const isForward =
      event.key === (getComputedStyle(event.currentTarget).direction === "rtl" ? "ArrowLeft" : "ArrowRight")
    const next =
      event.key === "Home"
        ? 0
        : event.key === "End"
          ? buttons.length - 1
          : /^Arrow(Left|Right)$/.test(event.key)
            ? (current + (isForward ? 1 : -1) + buttons.length) % buttons.length
            : undefined
    if (next === undefined) return
    event.preventDefault()
    setCurrent(next)
    buttons[next]?.focus()
  }

  return (
    <div
      role="toolbar"
      aria-label={t("composer.formatting")}
      aria-controls={id}
      onKeyDown={onKeyDown}
      className="composer-toolbar"
    >
      {commands.map(({ name, label, key, shift, look, edit }, index) => (
        <button
          key={name}
          type="button"
          tabIndex={index === current ? 0 : -1}
          onFocus={() => setCurrent(index)}
          // The text keeps its selection, and a phone its keyboard.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => field.current && apply(field.current, edit(typedIn(field.current)))}
          aria-keyshortcuts={`Control+${shift ? "Shift+" : ""}${key}`}
          title={t("composer.with-key", { label, key: `Ctrl+${shift ? "Shift+" : ""}${key}` })}
          className={look}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
