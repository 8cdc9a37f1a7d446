"use client"
import { type ReactElement, type RefObject, useEffect, useId, useRef, useState } from "react"
import { Button } from "#components/ui/button.tsx"
import { type Aspect, type Choice, keyOf } from "#lib/web/appearance.ts"
import { t } from "#lib/words/t.ts"
import { showMoving, showStills } from "./still-pictures.client.ts"

type Option = { value: Choice | undefined; label: string }

const aspects = (): { aspect: Aspect; label: string; options: Option[] }[] => [
  {
    aspect: "theme",
    label: t("shell.appearance.theme"),
    options: [
      { value: undefined, label: t("shell.appearance.system") },
      { value: "light", label: t("shell.appearance.light") },
      { value: "dark", label: t("shell.appearance.dark") },
    ],
  },
  {
    aspect: "contrast",
    label: t("shell.appearance.contrast"),
    options: [
      { value: undefined, label: t("shell.appearance.system") },
      { value: "more", label: t("shell.appearance.more") },
    ],
  },
  {
    aspect: "size",
    label: t("shell.appearance.size"),
    options: [
      { value: "small", label: t("shell.appearance.small") },
      { value: undefined, label: t("shell.appearance.normal") },
      { value: "large", label: t("shell.appearance.large") },
      { value: "larger", label: t("shell.appearance.larger") },
    ],
  },
  {
    aspect: "motion",
    label: t("shell.appearance.motion"),
    options: [
      { value: undefined, label: t("shell.appearance.system") },
      { value: "less", label: t("shell.appearance.less") },
    ],
  },
]

/** What can be chosen of how pages look. The page shows it at once; this device keeps it. */
export function AppearancePanel({
  near,
  onClose,
}: {
  /** The button that opened it. */
  near: HTMLElement
  onClose: () => void
}): ReactElement {
  const panel = useRef<HTMLDivElement>(null)
  const title = useId()
  useOpen(panel, near, onClose)
  return (
    <div ref={panel} popover="auto" role="dialog" aria-labelledby={title} className="appearance">
      <h2 id={title}>{t("shell.appearance")}</h2>
      {aspects().map((one) => (
        <Choices key={one.aspect} {...one} />
      ))}
      <div className="flex items-center justify-between gap-4">
        <p className="text-sm text-muted">{t("shell.appearance.kept")}</p>
        <Button size="small" onClick={() => panel.current?.hidePopover()}>
          {t("shell.appearance.close")}
        </Button>
      </div>
    </div>
  )
}

/** Opens the panel with the focus in it. Closed by Escape, too, or by a press elsewhere, it gives the focus back. */
function useOpen(panel: RefObject<HTMLDivElement | null>, near: HTMLElement, onClose: () => void): void {
  useEffect(() => {
    const opened = panel.current
    if (!opened || opened.matches(":popover-open")) return
    opened.showPopover()
    // Below the button, and on the screen.
    const room = innerWidth - opened.offsetWidth - 14
    opened.style.setProperty("--near", `${Math.max(14, Math.min(near.getBoundingClientRect().left, room))}px`)
    opened.querySelector<HTMLElement>("input:checked")?.focus()
    opened.addEventListener("toggle", (event) => {
      if ((event as ToggleEvent).newState === "closed") onClose()
    })
  }, [panel, near, onClose])
}

function Choices({
  aspect,
  label,
  options,
}: {
  aspect: Aspect
  label: string
  options: Option[]
}): ReactElement {
  const [chosen, setChosen] = useState(() => document.documentElement.dataset[aspect])
  return (
    <fieldset>
      <legend>{label}</legend>
      <div className="appearance-choices">
        {options.map(({ value, label }) => (
          <label key={label}>
            <input
              type="radio"
              name={`appearance-${aspect}`}
              checked={chosen === value}
              onChange={() => {
                setChosen(value)
                choose(aspect, value)
              }}
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function choose(aspect: Aspect, value: Choice | undefined): void {
  const { dataset } = document.documentElement
  if (value === undefined) delete dataset[aspect]
  else dataset[aspect] = value
  if (aspect === "motion") value === undefined ? showMoving() : showStills()
  try {
    if (value === undefined) localStorage.removeItem(keyOf(aspect))
    else localStorage.setItem(keyOf(aspect), value)
  } catch {
    // Storage may be forbidden: then the choice holds for this page.
  }
}
