import { changeSettings, freshSettings } from "#lib/forum/settings.ts"
import {
  nameOfSetting,
  SETTING_KEYS,
  SETTINGS,
  type SettingKey,
  textOfSetting,
} from "#lib/forum/settings-list.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { type Command, Mistake } from "./command.ts"

/** What puts a setting back. */
const AS_IT_COMES = "default"

/** Shows what is set of the forum, and sets it. */
export const settingsCommand: Command = {
  name: "settings",
  usage: "[<setting> <value> | <setting> default]",
  summary: "Lists the settings of the forum, or sets one: the forum goes by it within seconds.",
  mayRunTwice: "May be run twice: the second time changes nothing.",
  options: {},
  help: {},
  async run([key, value, ...more]) {
    if (key === undefined) return withForum(list)
    const setting = SETTING_KEYS.find((one) => one === key)
    if (!setting) throw new Mistake(`There is no setting "${key}": npm run forum -- settings lists them.`)
    if (value === undefined || more.length > 0)
      throw new Mistake(`Say what to set: npm run forum -- settings ${key} <value>, or ${AS_IT_COMES}`)
    return withForum(() => set(setting, value))
  },
}

async function list(): Promise<number> {
  const { values, changed } = await freshSettings()
  for (const key of SETTING_KEYS) {
    const preset = changed.includes(key) ? ` (at first ${said(SETTINGS[key].default)})` : ""
    console.log(`${key} = ${said(values[key])}${preset}\n    ${nameOfSetting(key)}. ${textOfSetting(key)}`)
  }
  return 0
}

async function set(key: SettingKey, value: string): Promise<number> {
  const given = value === AS_IT_COMES ? null : value
  const { values } = await changeSettings({ kind: "operator" }, { values: { [key]: given } })
  console.log(`${key} = ${said(values[key])}`)
  return 0
}

const said = (value: string | number | boolean): string => (value === "" ? '""' : String(value))
