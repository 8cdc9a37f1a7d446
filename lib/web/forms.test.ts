import { expect, test, vi } from "vitest"
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { fieldsOf, refusedState, valuesOf } from "./forms.ts"

const Input = z.object({ title: z.string().min(1, "Write a title."), tags: z.array(z.string()).optional() })

function form(...fields: [string, string | File][]): FormData {
  const data = new FormData()
  for (const [name, value] of fields) data.append(name, value)
  return data
}

const parse = (data: FormData) => Input.safeParse(fieldsOf(data))

test("a field is a string, several of one name are a list, unknown fields are dropped", () => {
  const tags: [string, string][] = [
    ["tags", "a"],
    ["tags", "b"],
  ]
  const fields = fieldsOf(form(["title", "Boats"], ...tags, ["role", "owner"], ["$ACTION_ID_1", ""]))
  expect(Input.parse(fields)).toEqual({ title: "Boats", tags: ["a", "b"] })
})

test("an array, a file, an object's inner name where a string belongs are invalid and never thrown elsewhere", () => {
  expect(parse(form(["title", "a"], ["title", "b"])).success).toBe(false)
  expect(parse(form(["title", new File(["x"], "x.txt")])).success).toBe(false)
  expect(parse(form(["title[]", "a"])).success).toBe(false)
  expect(parse(form(["__proto__", "x"], ["constructor", "x"])).success).toBe(false)
  expect(({} as Record<string, unknown>).x).toBeUndefined()
  expect(Object.getPrototypeOf(fieldsOf(form(["__proto__", "x"])))).toBe(Object.prototype)
})

test("what was typed comes back, passwords and links' secrets do not", () => {
  const data = form(["title", "Boats"], ["password", "s3cret"], ["newPassword", "x"], ["token", "y"])
  expect(valuesOf(data)).toEqual({ title: "Boats" })
})

test("refusals are shown, beside the field where there is one", () => {
  const invalid = parse(form(["title", ""]))
  expect(refusedState(invalid.error, {})).toMatchObject({
    fields: { title: "Write a title." },
    error: { code: "invalid-input" },
  })
  const taken = refusedState(new ForumError("conflict", "name-taken", { field: "name" }), { name: "Ann" })
  expect(taken).toMatchObject({ values: { name: "Ann" }, fields: { name: expect.any(String) } })
  expect(refusedState(new ForumError("limited", "slow-down", { retryAfter: 7 }), {}).error).toEqual({
    code: "slow-down",
    message: expect.any(String),
    retryAfter: 7,
  })
})

test("what nobody expected is logged under the id that is shown, and shown as nothing else", () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {})
  const { error } = refusedState(new Error("secret table name"), {})
  expect(error?.message).not.toContain("secret")
  const id = /id (\w+)/.exec(error?.message ?? "")?.[1]
  expect(log.mock.calls[0]?.[0]).toContain(id)
  log.mockRestore()
})
