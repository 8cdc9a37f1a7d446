import { afterEach, describe, expect, test } from "vitest"
import { forgetConfig } from "#lib/config.ts"
import { internalToken, isAuthorized } from "./token.ts"

const secret = process.env.AUTH_SECRET
afterEach(() => {
  process.env.AUTH_SECRET = secret
  forgetConfig()
})

describe("a process of the forum proves itself", () => {
  test("by the token for the very purpose", () => {
    expect(isAuthorized(`Bearer ${internalToken("revalidate")}`, "revalidate")).toBe(true)
    expect(isAuthorized(`Bearer ${internalToken("other")}`, "revalidate")).toBe(false)
  })

  test.each([null, "", "Bearer ", "Bearer undefined", "bearer x", "Basic eDp4", `Bearer ${"A".repeat(43)}`])(
    "not by %s",
    (header) => expect(isAuthorized(header, "revalidate")).toBe(false),
  )

  test("not by the token of a forum with another secret", () => {
    const token = internalToken("revalidate")
    process.env.AUTH_SECRET = "the secret of quite another forum, long enough"
    forgetConfig()
    expect(isAuthorized(`Bearer ${token}`, "revalidate")).toBe(false)
  })

  test("not at all where there is no secret", () => {
    const token = internalToken("revalidate")
    process.env.AUTH_SECRET = ""
    forgetConfig()
    expect(() => isAuthorized(`Bearer ${token}`, "revalidate")).toThrow("AUTH_SECRET is not set")
  })
})
