import { describe, expect, test } from "vitest"
import { mergedHead } from "./merged-edit.ts"

const base = { title: "Boats", tags: ["oak", "sail"] }
const theirs = { title: "Old boats", tags: ["oak", "rope"] }

describe("title and tags that two changed at once", () => {
  test("are those of whoever changed them", () => {
    expect(mergedHead(base, base, theirs)).toEqual(theirs)
    expect(mergedHead(base, theirs, base)).toEqual(theirs)
    expect(mergedHead(base, { ...base, title: "My boats" }, { ...theirs, title: base.title })).toEqual({
      title: "My boats",
      tags: ["oak", "rope"],
    })
  })

  test("have what either added, and not what either took away", () => {
    expect(mergedHead(base, { ...base, tags: ["sail", "oak", "tar"] }, theirs).tags).toEqual([
      "oak",
      "tar",
      "rope",
    ])
    expect(mergedHead(base, { ...base, tags: [] }, theirs).tags).toEqual(["rope"])
  })

  test("are mine where only one can stand there, and lose no tag where nobody knows what was there", () => {
    expect(mergedHead(base, { ...base, title: "My boats" }, theirs).title).toBe("My boats")
    expect(mergedHead({}, base, theirs)).toEqual({ title: "Boats", tags: ["oak", "sail", "rope"] })
  })
})
