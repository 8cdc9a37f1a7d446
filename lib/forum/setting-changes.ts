/** What administrators set of the forum, each setting with a past of its own. */
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { authorize } from "./access.ts"
import type { Actor } from "./actor.ts"
import { aboutForum, told } from "./administering.ts"
import { changeSettings, freshSettings, type SetSettings } from "./settings.ts"
import { nameOfSetting, SETTING_KEYS, SETTINGS, type SettingKey } from "./settings-list.ts"

export const SettingsInput = z.looseObject({ version: z.coerce.number().int().min(0) }).transform((form) => ({
  version: form.version,
  values: Object.fromEntries(
    SETTING_KEYS.flatMap((key) => (typeof form[key] === "string" ? [[key, form[key]]] : [])),
  ) as Partial<Record<SettingKey, string>>,
}))

export const ResetInput = z.object({
  version: z.coerce.number().int().min(0),
  key: z.string().refine((key): key is SettingKey => Object.hasOwn(SETTINGS, key)),
})

/** As a form would send it. */
const typedAs = (value: unknown): string =>
  typeof value === "boolean" ? (value ? "on" : "off") : String(value)

/**
 * Sets what a form says, with an event for each setting that is another one then.
 * @param values as typed; null is as it comes
 * @throws ForumError unauthenticated, forbidden, invalid with `field`, conflict/settings-changed
 */
export function setSettings(
  actor: Actor,
  { version, values }: { version: number; values: Partial<Record<SettingKey, string | null>> },
): Promise<SetSettings> {
  return untilSettled(async () => {
    authorize(actor, "settings.change", {})
    const { values: before, version: present } = await freshSettings()
    if (version !== present) {
      // Whoever was slower sees what is set now, and saves over it when that is meant.
      const now = Object.fromEntries(SETTING_KEYS.map((key) => [key, typedAs(before[key])]))
      throw new ForumError("conflict", "settings-changed", { version: present, now })
    }
    const events = []
    for (const [name, typed] of Object.entries(values)) {
      const key = name as SettingKey
      const read = typed === null ? SETTINGS[key].default : SETTINGS[key].schema.safeParse(typed).data
      if (read === undefined || read === before[key]) continue
      const event = {
        act: "setting-changed",
        before: { value: before[key] },
        after: { value: read },
      } as const
      events.push(await told(actor, aboutForum(`setting ${key}`, nameOfSetting(key)), event))
    }
    return changeSettings(
      actor,
      { version, values },
      events.filter((event) => event !== undefined),
    )
  })
}
