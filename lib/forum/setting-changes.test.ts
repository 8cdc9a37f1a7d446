import { describe, expect, test } from "vitest"
import { eventsByActor } from "#lib/db/patterns/cases.ts"
import { staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { SettingsInput, setSettings } from "./setting-changes.ts"
import { freshSettings } from "./settings.ts"

freshTable()

describe("what administrators set", () => {
  test("is told for each setting that is another one then, and for no other", async () => {
    const admin = await staff("admin")
    const { version } = await freshSettings()
    const form = SettingsInput.parse({ version: String(version), "first-posts-held": "3", more: "x" })
    expect(form.values).toEqual({ "first-posts-held": "3" })
    const set = await setSettings(admin, form)
    expect(set.values["first-posts-held"]).toBe(3)
    await setSettings(admin, { version: set.version, values: { "first-posts-held": "3" } })
    const { items } = await eventsByActor(admin.id)
    expect(items).toMatchObject([
      { act: "setting-changed", before: { value: 0 }, after: { value: 3 }, subject: { kind: "forum" } },
    ])
  })

  test("is shown to the second of two who set something at once, who overwrites nothing", async () => {
    const [one, two] = [await staff("admin"), await staff("owner")]
    const { version } = await freshSettings()
    const done = await Promise.allSettled([
      setSettings(one, { version, values: { "first-posts-held": "5" } }),
      setSettings(two, { version, values: { "first-posts-held": "6" } }),
    ])
    expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    const refused = done.find((one) => one.status === "rejected")
    expect(refused?.reason).toMatchObject({ code: "settings-changed" })
    const present = await freshSettings()
    const late = setSettings(two, { version, values: { "first-posts-held": "7" } })
    await expect(late).rejects.toMatchObject({
      details: {
        version: present.version,
        now: { "first-posts-held": String(present.values["first-posts-held"]) },
      },
    })
    await expect(setSettings(await staff("moderator"), { version, values: {} })).rejects.toMatchObject({
      code: "not-allowed",
    })
  })

  test("comes back as it was at first, with an event", async () => {
    const admin = await staff("admin")
    const { version } = await freshSettings()
    const { values, changed } = await setSettings(admin, { version, values: { "first-posts-held": null } })
    expect([values["first-posts-held"], changed]).toEqual([0, []])
    expect((await eventsByActor(admin.id)).items).toHaveLength(1)
  })
})
