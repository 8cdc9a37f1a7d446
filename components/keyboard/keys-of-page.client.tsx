"use client"
import { type ComponentType, type ReactElement, useCallback, useEffect, useState } from "react"
import { t } from "#lib/words/t.ts"
import { areKeysOn } from "./chosen.client.ts"

const KEYS = "jkrqlnc/?"

/**
 * Single keys that go through a page: what each does is loaded when the first one is pressed. They rest while one types,
 * and can be switched off in the dialog that tells them, which also has a button at the end of each page.
 */
export function KeysOfPage(): ReactElement {
  const [Help, setHelp] = useState<ComponentType<{ onClose: () => void }>>()
  const openHelp = useCallback(
    () => void import("./help.client.tsx").then(({ Help }) => setHelp(() => Help)),
    [],
  )

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const { key, target, ctrlKey, metaKey, altKey, isComposing } = event
      if (key.length !== 1 || !KEYS.includes(key) || ctrlKey || metaKey || altKey || isComposing) return
      if (event.defaultPrevented || isWriting(target) || !areKeysOn()) return
      event.preventDefault()
      if (key === "?") openHelp()
      else void import("./moves.client.ts").then(({ MOVES }) => MOVES[key]?.())
    }
    document.addEventListener("keydown", onKeyDown)
    return () => document.removeEventListener("keydown", onKeyDown)
  }, [openHelp])

  return (
    <>
      <button type="button" onClick={openHelp} className="link-quiet needs-js py-0.5 max-sm:hidden">
        {t("keyboard.title")}
      </button>
      {Help && <Help onClose={() => setHelp(undefined)} />}
    </>
  )
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable || target.closest("input, textarea, select, dialog, [role=listbox]") !== null
  )
}
