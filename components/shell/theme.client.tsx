"use client"
import { type ReactElement, useSyncExternalStore } from "react"
import { THEME_KEY, type Theme } from "#lib/web/theme.ts"
import { t } from "#lib/words/t.ts"

const labels = (): Record<Theme, string> => ({
  system: t("shell.theme.system"),
  light: t("shell.theme.light"),
  dark: t("shell.theme.dark"),
})
const listeners = new Set<() => void>()

/** The choice between light, dark and what the system says. Kept on this device alone. */
export function ThemeChoice(): ReactElement {
  const theme = useSyncExternalStore(listen, current, () => "system" as Theme)
  return (
    <label className="needs-js flex items-center gap-1.5 text-sm text-muted">
      <span className="max-sm:sr-only">{t("shell.theme")}</span>
      <select
        value={theme}
        onChange={(event) => choose(event.target.value as Theme)}
        className="min-h-8 rounded-md border border-field bg-surface px-1 text-text "
      >
        {Object.entries(labels()).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  )
}

function current(): Theme {
  return (document.documentElement.dataset.theme as Theme | undefined) ?? "system"
}

function listen(changed: () => void): () => void {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

function choose(theme: Theme): void {
  const root = document.documentElement
  if (theme === "system") delete root.dataset.theme
  else root.dataset.theme = theme
  try {
    if (theme === "system") localStorage.removeItem(THEME_KEY)
    else localStorage.setItem(THEME_KEY, theme)
  } catch {
    // Storage may be forbidden: then the choice holds for this page.
  }
  for (const changed of listeners) changed()
}
