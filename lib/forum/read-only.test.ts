import { afterEach, describe, expect, test } from "vitest"
import { setClock } from "#lib/base/clock.ts"
import { someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { GUEST } from "./actor.ts"
import { requireOpen } from "./read-only.ts"
import { setSettings } from "./setting-changes.ts"
import { freshSettings } from "./settings.ts"

freshTable()
afterEach(() => setClock())

describe("a forum that is read only", () => {
  test("takes nothing from members, moderators and guests, until an administrator opens it", async () => {
    const admin = await staff("admin")
    const others = [GUEST, await someone(), await staff("moderator")]
    const set = async (value: "on" | "off") =>
      setSettings(admin, { version: (await freshSettings()).version, values: { "read-only": value } })
    for (const actor of others) await expect(requireOpen(actor)).resolves.toBeUndefined()
    await set("on")
    for (const actor of others) await expect(requireOpen(actor)).rejects.toMatchObject({ code: "read-only" })
    await expect(requireOpen(admin)).resolves.toBeUndefined()
    await set("off")
    for (const actor of others) await expect(requireOpen(actor)).resolves.toBeUndefined()
  })
})
