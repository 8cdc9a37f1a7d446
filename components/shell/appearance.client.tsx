"use client"
import { type ComponentType, type ReactElement, useEffect, useRef, useState } from "react"
import { t } from "#lib/words/t.ts"

/** Opens what can be chosen of how pages look, which is loaded then. */
export function AppearanceButton(): ReactElement {
  const [Panel, setPanel] = useState<ComponentType<{ near: HTMLElement; onClose: () => void }>>()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (document.documentElement.dataset.motion)
      void import("./still-pictures.client.ts").then(({ showStills }) => showStills())
  }, [])
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={Panel !== undefined}
        onClick={() =>
          void import("./appearance-panel.client.tsx").then(({ AppearancePanel }) =>
            setPanel(() => AppearancePanel),
          )
        }
        className="appearance-button needs-js"
      >
        {t("shell.appearance")}
      </button>
      {Panel && button.current && <Panel near={button.current} onClose={() => setPanel(undefined)} />}
    </>
  )
}
