"use client"
import { type ComponentType, type ReactElement, useEffect, useState } from "react"
import { t } from "#lib/words/t.ts"

/** Opens what can be chosen of how pages look, which is loaded then. */
export function AppearanceButton(): ReactElement {
  const [Panel, setPanel] = useState<ComponentType<{ onClose: () => void }>>()
  useEffect(() => {
    if (document.documentElement.dataset.motion)
      void import("./still-pictures.client.ts").then(({ showStills }) => showStills())
  }, [])
  return (
    <>
      <button
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
      {Panel && <Panel onClose={() => setPanel(undefined)} />}
    </>
  )
}
