import { afterEach, describe, expect, test } from "vitest"
import { DAY, now, setClock } from "#lib/base/clock.ts"
import { freshTable } from "#lib/testing/table.ts"
import { forgetText, keepText, keptText } from "./kept.ts"

freshTable()
afterEach(() => setClock())

describe("a kept text", () => {
  test("is found by its secret, and by nothing else, until it is forgotten", async () => {
    const secret = await keepText("1.2.3.4", "/new", { body: "Words", title: "Boats" })
    expect(await keptText(secret)).toMatchObject({ page: "/new", fields: { body: "Words", title: "Boats" } })
    for (const other of [undefined, "", "__proto__", secret.slice(1), `${secret}x`, "#".repeat(22)]) {
      expect(await keptText(other)).toBeUndefined()
    }
    await forgetText(secret)
    await forgetText(secret)
    expect(await keptText(secret)).toBeUndefined()
  })

  test("is gone after a day", async () => {
    const secret = await keepText("1.2.3.5", "/new", { body: "Words" })
    const later = now() + DAY + 1000
    setClock(() => later)
    expect(await keptText(secret)).toBeUndefined()
  })

  test("holds the fields of our forms, cut where nobody types on", async () => {
    const fields = { body: "x".repeat(100_000), tags: "after", password: "secret", $ACTION_1: "y" }
    const secret = await keepText("1.2.3.6", "/new", fields)
    expect(Object.keys((await keptText(secret))?.fields ?? {})).toEqual(["body"])
    expect((await keptText(secret))?.fields.body).toHaveLength(64_000)
  })

  test("is refused to who keeps too many", async () => {
    const keep = () => keepText("1.2.3.7", "/new", { body: "Words" })
    const kept = await Promise.allSettled(Array.from({ length: 21 }, keep))
    expect(kept.filter(({ status }) => status === "rejected").length).toBeGreaterThan(0)
  })
})
