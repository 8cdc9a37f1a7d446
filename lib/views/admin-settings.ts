/** Settings as administrators see them: each with what it is at first. */
import { authorize } from "#lib/forum/access.ts"
import type { Member } from "#lib/forum/actor.ts"
import { freshSettings } from "#lib/forum/settings.ts"
import {
  nameOfSetting,
  SETTING_KEYS,
  SETTINGS,
  type Setting,
  type SettingArea,
  type SettingKey,
  textOfSetting,
} from "#lib/forum/settings-list.ts"
import { t } from "#lib/words/t.ts"

export type SettingRow = {
  key: SettingKey
  name: string
  text: string
  value: string
  /** What it is at first, in words. */
  preset: string
  isChanged: boolean
  asked:
    | { kind: "number"; min: number; max: number }
    | { kind: "text"; lines: boolean }
    | { kind: "choice"; options: [value: string, label: string][] }
}

export type SettingsView = {
  version: number
  areas: { area: SettingArea; rows: SettingRow[] }[]
  changed: number
  q: string
  onlyChanged: boolean
}

/** @param q words that stand in the name or the description @throws ForumError unauthenticated, forbidden */
export async function loadSettings(
  actor: Member,
  { q = "", onlyChanged = false }: { q?: string; onlyChanged?: boolean } = {},
): Promise<SettingsView> {
  authorize(actor, "settings.change", {})
  const { values, version, changed } = await freshSettings()
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  const rows = SETTING_KEYS.map((key) => ({
    area: SETTINGS[key].area as SettingArea,
    row: rowOf(key, values[key], changed.includes(key)),
  })).filter(({ row }) => {
    const said = `${row.name} ${row.text} ${row.key}`.toLowerCase()
    return (!onlyChanged || row.isChanged) && words.every((word) => said.includes(word))
  })
  const areas = [...new Set(rows.map(({ area }) => area))]
  return {
    ...{ version, q, onlyChanged, changed: changed.length },
    areas: areas.map((area) => ({
      area,
      rows: rows.filter((one) => one.area === area).map(({ row }) => row),
    })),
  }
}

function rowOf(key: SettingKey, value: unknown, isChanged: boolean): SettingRow {
  const setting: Setting = SETTINGS[key]
  const shown = (one: unknown): string => (typeof one === "boolean" ? (one ? "on" : "off") : String(one))
  return {
    ...{ key, name: nameOfSetting(key), text: textOfSetting(key), isChanged },
    value: shown(value),
    preset: labelOf(key, setting, shown(setting.default)),
    asked: askedOf(key, setting),
  }
}

function askedOf(key: SettingKey, setting: Setting): SettingRow["asked"] {
  if (setting.kind === "number") return { kind: "number", min: setting.min, max: setting.max }
  if (setting.kind === "text") return { kind: "text", lines: setting.lines }
  const options = setting.kind === "switch" ? ["on", "off"] : setting.options
  return { kind: "choice", options: options.map((one) => [one, labelOf(key, setting, one)]) }
}

function labelOf(key: SettingKey, { kind }: Setting, value: string): string {
  if (kind === "switch") return value === "on" ? t("panel.on") : t("panel.off")
  if (kind === "choice") return t(`options.${key}-is-${value}` as "panel.on")
  return value === "" ? t("panel.nothing") : value
}
