"use client"
import { type ReactElement, type ReactNode, type RefObject, useEffect, useRef, useState } from "react"
import { unseen } from "#components/ui/hidden.tsx"
import { refusalOf } from "#components/ui/refused.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import type { Choice } from "./levels.ts"

/**
 * A button that says what is chosen and opens the choices, each with its words. What one chooses is shown at once,
 * and taken back with the reason when the forum refuses.
 */
export function ChoiceMenu<T extends string>({
  label,
  choices,
  current,
  name,
  hidden,
  action,
  more,
}: {
  /** What is chosen here, for who hears the page. */
  label: string
  choices: Choice<T>[]
  current: T
  /** The field that carries the choice. */
  name: string
  hidden: Record<string, string>
  action: WritingAction
  /** Below the choices. */
  more?: ReactNode
}): ReactElement {
  const [pressed, setPressed] = useState<T>()
  const [refusal, setRefusal] = useState<string>()
  const menu = useRef<HTMLDetailsElement>(null)
  useClosing(menu)
  const chosen = choices.find(({ value }) => value === (pressed ?? current))!

  async function choose(form: FormData): Promise<void> {
    const before = pressed
    setPressed(form.get(name) as T)
    close(menu.current)
    const refused = await refusalOf(action, form)
    setRefusal(refused)
    if (refused) setPressed(before)
  }

  return (
    <>
      <details ref={menu} className="choice">
        <summary className="choice-button">
          {rich("keeping.button", { what: label, choice: chosen.button, more: unseen })}
        </summary>
        <form action={choose} className="choice-panel">
          {Object.entries({ ...hidden, script: "1" }).map(([key, value]) => (
            <input key={key} type="hidden" name={key} value={value} />
          ))}
          {choices.map(({ value, label: word, hint }) => (
            <button
              key={value}
              type="submit"
              name={name}
              value={value}
              aria-pressed={value === chosen.value}
              className="choice-option"
            >
              <span className="font-semibold">{word}</span>
              <span className="text-sm text-muted">{hint}</span>
            </button>
          ))}
          {more}
        </form>
      </details>
      <span role={refusal ? "alert" : "status"} className={refusal ? "choice-refusal" : "sr-only"}>
        {refusal ?? (pressed && t("keeping.chosen", { what: label, choice: chosen.label }))}
      </span>
    </>
  )
}

/** Closes when one clicks elsewhere, leaves it by keyboard, or presses Escape. */
function useClosing(menu: RefObject<HTMLDetailsElement | null>): void {
  useEffect(() => {
    const leave = (event: Event): void => {
      if (menu.current?.open && !menu.current.contains(event.target as Node)) menu.current.open = false
    }
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && menu.current?.open) close(menu.current)
    }
    document.addEventListener("click", leave)
    document.addEventListener("focusin", leave)
    document.addEventListener("keydown", onKey)
    return () => {
      document.removeEventListener("click", leave)
      document.removeEventListener("focusin", leave)
      document.removeEventListener("keydown", onKey)
    }
  }, [menu])
}

/** The focus goes back to the button. */
function close(menu: HTMLDetailsElement | null): void {
  if (!menu) return
  menu.open = false
  menu.querySelector("summary")?.focus()
}
