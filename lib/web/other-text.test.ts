import { describe, expect, test } from "vitest"
import { swapTexts, takeHead } from "./other-text.ts"

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

function swapped(fields: Record<string, string>): Record<string, string> {
  const form = formOf(fields)
  swapTexts(form)
  const { intent, ...rest } = Object.fromEntries(form) as Record<string, string>
  return rest
}

const head = { title: "My boats", otherTitle: "Old boats", tags: "oak", otherTags: "oak, rope" }
const bodies = { body: "My first. Last.", otherBody: "First. Their last." }

describe("of two texts in one form", () => {
  test("both in one are taken; one's own stays to be read, and so do the other's title and tags", () => {
    const mergedBody = "My first. Their last."
    expect(swapped({ ...head, ...bodies, mergedBody, intent: "take-merged" })).toEqual({
      ...head,
      body: mergedBody,
      otherBody: bodies.body,
    })
  })

  test("the other is taken whole, and swapped again it is as before", () => {
    const once = swapped({ ...head, ...bodies, intent: "take-other" })
    expect(once).toEqual({
      ...{ title: "Old boats", otherTitle: "My boats", tags: "oak, rope", otherTags: "oak" },
      ...{ body: bodies.otherBody, otherBody: bodies.body },
    })
    expect(swapped({ ...once, intent: "take-other" })).toEqual({ ...head, ...bodies })
  })

  test("a reply has nothing but its text", () => {
    expect(swapped({ intent: "take-other", ...bodies })).toEqual({
      body: bodies.otherBody,
      otherBody: bodies.body,
    })
  })
})

test("title and tags of a form are as both would have them, where it has any", () => {
  const met = { head: { title: "Old boats", tags: ["oak", "rope"] } }
  const form = formOf({ title: "Boats", tags: "oak", body: "Mine" })
  takeHead(form, met)
  expect(Object.fromEntries(form)).toEqual({ title: "Old boats", tags: "oak, rope", body: "Mine" })
  const reply = formOf({ body: "Mine" })
  takeHead(reply, met)
  takeHead(reply, undefined)
  expect(Object.fromEntries(reply)).toEqual({ body: "Mine" })
})
