import { describe, expect, test } from "vitest"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { editPost } from "./editing.ts"
import { sourceOf } from "./sources.ts"

freshTable()

describe("editing", () => {
  test("tells the second of two editors and shows both texts", async () => {
    const [ann, mod] = [await someone(), await staff()]
    const { post } = await aTopic(ann, await aCategory())
    await editPost(ann, { post, version: 1, body: "Ann's text" })
    await expect(editPost(mod, { post, version: 1, body: "Another text" })).rejects.toMatchObject({
      code: "edited-meanwhile",
      details: { source: "Ann's text", version: 2, editor: ann.name },
    })
    expect((await sourceOf(ann, post)).revision.source).toBe("Ann's text")
  })
})
