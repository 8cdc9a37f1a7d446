"use client"
import { type KeyboardEvent, type ReactElement, type RefObject, useState } from "react"
import { t } from "#lib/words/t.ts"
import { apply, typedIn } from "./apply.client.ts"
import { COMMANDS } from "./commands.client.ts"

type Tool = { name: string; label: string; title: string; keys?: string; look?: string; use: () => void }

/** Where the button for pictures stands: a phone shows the first few. */
const PICTURE_AT = 3

/** Buttons for those who do not know Markdown by heart, with words on them. One stop for Tab, arrows inside. */
export function Toolbar({
  field,
  id,
  pictures,
}: {
  pictures: boolean
  field: RefObject<HTMLTextAreaElement | null>
  /** Of the field. */
  id: string
}): ReactElement {
  const [current, setCurrent] = useState(0)
  const tools: Tool[] = COMMANDS().map(({ name, label, key, shift, look, edit }) => ({
    ...{ name, label, look, keys: `Control+${shift ? "Shift+" : ""}${key}` },
    title: t("composer.with-key", { label, key: `Ctrl+${shift ? "Shift+" : ""}${key}` }),
    use: () => field.current && apply(field.current, edit(typedIn(field.current))),
  }))
  const picture: Tool = {
    ...{ name: "picture", label: t("composer.picture"), title: t("uploads.hint") },
    use: () => {
      const picker = field.current?.form?.elements.namedItem("image")
      if (picker instanceof HTMLInputElement) picker.click()
    },
  }
  if (pictures) tools.splice(PICTURE_AT, 0, picture)

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
      {tools.map(({ name, label, title, keys, look, use }, index) => (
        <button
          key={name}
          type="button"
          tabIndex={index === current ? 0 : -1}
          onFocus={() => setCurrent(index)}
          // The text keeps its selection, and a phone its keyboard.
          onPointerDown={(event) => event.preventDefault()}
          onClick={use}
          aria-keyshortcuts={keys}
          title={title}
          className={look}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
