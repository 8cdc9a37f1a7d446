import { describe, expect, test } from "vitest"
import { eventsByActor } from "#lib/db/patterns/cases.ts"
import { someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { aPicture, freshStore, naming } from "#lib/testing/uploads.ts"
import { allTexts, setForumText, TextInput } from "./forum-texts.ts"

freshTable()
freshStore()

const form = (body: string, version: string | number = 0) => TextInput.parse({ name: "rules", version, body })

describe("a text of the forum", () => {
  test("is written by administrators, as safe HTML, and told in the log", async () => {
    const admin = await staff("admin")
    await setForumText(admin, form("# Be kind\n\n<script>alert(1)</script>"))
    const rules = (await allTexts()).get("rules")
    expect(rules).toMatchObject({ version: 1, source: expect.stringContaining("Be kind") })
    expect(rules?.html).toContain("Be kind")
    expect(rules?.html).not.toContain("<script")
    expect((await eventsByActor(admin.id)).items).toMatchObject([{ act: "text-changed" }])
    for (const actor of [await someone(), await staff("moderator")])
      await expect(setForumText(actor, form("No.", 1))).rejects.toMatchObject({ code: "not-allowed" })
  })

  test("takes no uploaded picture, which nobody else would see", async () => {
    const admin = await staff("admin")
    const picture = naming(await aPicture(admin))
    await expect(setForumText(admin, form(picture, 1))).rejects.toMatchObject({ code: "text-pictures" })
  })

  test("is not overwritten by who began before somebody else ended", async () => {
    const admin = await staff("admin")
    await setForumText(admin, form("Second.", 1))
    await expect(setForumText(admin, form("Third.", 1))).rejects.toMatchObject({ code: "changed-meanwhile" })
    expect((await allTexts()).get("rules")?.source).toBe("Second.")
  })
})
