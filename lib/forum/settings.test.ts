import { afterEach, describe, expect, test } from "vitest"
import { setClock } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import { putForumSettings } from "#lib/db/writes/site.ts"
import { freshTable } from "#lib/testing/table.ts"
import type { Member } from "./actor.ts"
import { REMEMBERED_FOR } from "./remembered.ts"
import { changeSettings, freshSettings, settings } from "./settings.ts"
import { choice, nameOfSetting, onOff, SETTING_KEYS, SETTINGS, text, textOfSetting } from "./settings-list.ts"

freshTable()

const OPERATOR = { kind: "operator" } as const
const ADMIN: Member = { kind: "member", id: "ada", name: "ada", role: "admin", postCount: 0 }
const KEY = "first-posts-held"
const never = () => new Error("refused")

afterEach(() => setClock())

describe("settings of the forum", () => {
  test("each has a name and a description, and what it is at first may be set", () => {
    for (const key of SETTING_KEYS) {
      expect(nameOfSetting(key)).not.toBe("")
      expect(textOfSetting(key)).not.toBe("")
      expect(SETTINGS[key].schema.parse(SETTINGS[key].default)).toBe(SETTINGS[key].default)
    }
  })

  test("are as they come until somebody sets one, which holds at once", async () => {
    expect(await freshSettings()).toMatchObject({ version: 0, changed: [] })
    expect((await settings())[KEY]).toBe(0)
    await changeSettings(ADMIN, { version: 0, values: { [KEY]: "3" } })
    expect((await settings())[KEY]).toBe(3)
    expect(await freshSettings()).toMatchObject({ version: 1, changed: [KEY] })
    await changeSettings(OPERATOR, { values: { [KEY]: null } })
    expect(await freshSettings()).toMatchObject({ version: 2, changed: [] })
  })

  test("what another process sets is known here some seconds later", async () => {
    const { version } = await freshSettings()
    await settings()
    const item = { values: { [KEY]: 7 }, updatedAt: "2026-01-01T00:00:00.000Z", version: version + 1 }
    await commit([putForumSettings(item, never)])
    const later = Date.now() + REMEMBERED_FOR
    setClock(() => later)
    expect((await settings())[KEY]).toBe(7)
  })

  test.each(["", "x", "-1", "51", "1.5", true])(
    "%j is refused with the name and the bounds",
    async (value) => {
      await expect(changeSettings(ADMIN, { values: { [KEY]: value } })).rejects.toMatchObject({
        kind: "invalid",
        details: { field: KEY },
        message: "First posts that wait for approval: give a whole number from 0 to 50.",
      })
    },
  )

  test("of two who change them at once one is told", async () => {
    const { version } = await freshSettings()
    const change = (value: number) => changeSettings(ADMIN, { version, values: { [KEY]: value } })
    const done = await Promise.allSettled([change(1), change(2)])
    expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(done.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { kind: "conflict", code: "settings-changed" },
    })
    await expect(change(4)).rejects.toMatchObject({ code: "settings-changed" })
  })

  test("what an older version kept, and no rule knows any more, is as it comes", async () => {
    const { version } = await freshSettings()
    const values = { [KEY]: "many", "of-another-version": 1 }
    await commit([putForumSettings({ values, updatedAt: "2026-01-01", version: version + 1 }, never)])
    expect(await freshSettings()).toMatchObject({ values: { [KEY]: 0 }, changed: [] })
    // ... and is kept for the version that knows it.
    await changeSettings(OPERATOR, { values: { [KEY]: 5 } })
    expect((await freshSettings()).values[KEY]).toBe(5)
  })

  test("a switch, a choice and words are read as forms and command lines give them", () => {
    const lamp = onOff("writing", false).schema
    expect(["on", "off", "true", false].map((typed) => lamp.parse(typed))).toEqual([true, false, true, false])
    expect(lamp.safeParse("perhaps").success).toBe(false)
    const door = choice("writing", ["open", "shut"])
    expect([door.default, door.schema.parse("shut"), door.schema.safeParse("ajar").success]).toEqual([
      "open",
      "shut",
      false,
    ])
    expect(text("writing", 10).schema.parse(" a\n b ")).toBe("a b")
    expect(text("writing", 10, true).schema.parse(" a\r\n b ")).toBe("a\n b")
    expect(text("writing", 3).schema.safeParse("many").error?.issues[0]?.message).toBe(
      "use at most 3 characters.",
    )
  })

  test("moderators set nothing", async () => {
    const mod: Member = { ...ADMIN, role: "moderator" }
    await expect(changeSettings(mod, { values: {} })).rejects.toMatchObject({ kind: "forbidden" })
  })
})
