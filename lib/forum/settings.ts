/** Settings of the forum: what is set, and setting something else. Which there are: settings-list.ts. */
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { ForumSettings } from "#lib/db/items/site.ts"
import { getForumSettings } from "#lib/db/patterns/site.ts"
import { putForumSettings } from "#lib/db/writes/site.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import type { Manager } from "./categories.ts"
import { forget, remembered } from "./remembered.ts"
import {
  nameOfSetting,
  SETTING_KEYS,
  SETTINGS,
  type SettingKey,
  type SettingValues,
} from "./settings-list.ts"

const NAME = "settings"

/** What is set, for rules: at most a few seconds old. */
export async function settings(): Promise<SettingValues> {
  return remembered(NAME, async () => (await freshSettings()).values)
}

export type SetSettings = { values: SettingValues; version: number; changed: SettingKey[] }

/**
 * What is set, read now: for cached pages (tag SETTINGS), which are kept for longer, and for forms.
 * @returns the version that a form carries, 0 where nothing was ever set, and which are not as they come
 */
export async function freshSettings(): Promise<SetSettings> {
  const kept = await getForumSettings()
  const values = Object.fromEntries(
    SETTING_KEYS.map((key) => [key, readBack(key, kept?.values[key])]),
  ) as SettingValues
  const changed = SETTING_KEYS.filter((key) => values[key] !== SETTINGS[key].default)
  return { values, version: kept?.version ?? 0, changed }
}

/** What was kept by other rules, of an older or a newer version, is as it comes. */
function readBack(key: SettingKey, kept: unknown): unknown {
  const { schema, default: preset } = SETTINGS[key]
  if (kept === undefined) return preset
  const read = schema.safeParse(kept)
  return read.success ? read.data : preset
}

export type SettingsChange = {
  /** What the form was filled from. Absent: whatever it is (the command line). */
  version?: number
  /** As typed; null is as it comes. Keys that are not named stay as they are. */
  values: Partial<Record<SettingKey, unknown>>
}

/**
 * Sets something else. @param more writes of the same transaction, for example what the staff log says of it
 * @throws ForumError forbidden; invalid with `field` (the key); conflict/settings-changed
 */
export async function changeSettings(
  manager: Manager,
  { version, values }: SettingsChange,
  more: Write[] = [],
): Promise<SetSettings> {
  if (manager.kind !== "operator") authorize(manager, "settings.change", {})
  const given = Object.entries(values).map(([key, value]) => parsed(key as SettingKey, value))
  const before = await getForumSettings()
  if (version !== undefined && version !== (before?.version ?? 0)) throw changedMeanwhile()
  const after: ForumSettings = {
    values: { ...before?.values },
    ...(manager.kind === "member" && { by: manager.id }),
    updatedAt: nowIso(),
    version: (before?.version ?? 0) + 1,
  }
  for (const { key, value } of given)
    if (value === SETTINGS[key].default) delete after.values[key]
    else after.values[key] = value
  await commit([putForumSettings(after, changedMeanwhile), ...more])
  await forget(NAME)
  return freshSettings()
}

function parsed(key: SettingKey, value: unknown): { key: SettingKey; value: unknown } {
  if (!Object.hasOwn(SETTINGS, key)) throw new ForumError("invalid", "invalid-input")
  const setting = SETTINGS[key]
  if (value === null) return { key, value: setting.default }
  const read = setting.schema.safeParse(value)
  if (read.success) return { key, value: read.data }
  const what = read.error.issues[0]!.message
  const message = t("options.wrong", { name: nameOfSetting(key), what })
  throw new ForumError("invalid", "invalid-input", { field: key, message })
}

const changedMeanwhile = (): Error => new ForumError("conflict", "settings-changed")
