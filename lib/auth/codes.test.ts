import { afterEach, expect, test } from "vitest"
import { setClock } from "#lib/base/clock.ts"
import { forgetConfig } from "#lib/config.ts"
import {
  appAddress,
  isAppCode,
  newRecoveryCodes,
  newSecret,
  recoveryHash,
  sealSecret,
  stepOf,
  unsealSecret,
} from "./codes.ts"

afterEach(() => setClock())

/** "12345678901234567890" in base 32. */
const OF_THE_RFC = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
])("codes are those of RFC 6238: at %i seconds %s", (seconds, code) => {
  setClock(() => seconds * 1000)
  expect(stepOf(OF_THE_RFC, code)).toBe(Math.floor(seconds / 30))
})

test("a code is good half a minute before and after its own, and no longer", () => {
  const [seconds, code] = [1_234_567_890, "005924"]
  const step = seconds / 30
  for (const [later, is] of [
    [-60, undefined],
    [-30, step],
    [29, step],
    [30, step],
    [60, undefined],
  ] as const) {
    setClock(() => (seconds + later) * 1000)
    expect(stepOf(OF_THE_RFC, code), String(later)).toBe(is)
  }
})

test("what is no code of six digits is none", () => {
  setClock(() => 59_000)
  for (const code of ["", "28708", "0287082", "94287082", "28708x", "２８７０８２"])
    expect(stepOf(OF_THE_RFC, code), code).toBeUndefined()
  for (const code of ["287 082", "287-082", " 287082 "]) expect(isAppCode(code)).toBe(true)
})

test("a secret is new each time, and what apps read names forum and member", () => {
  const secret = newSecret()
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(newSecret()).not.toBe(secret)
  const address = new URL(appAddress(secret, "The boats: ours", "Ann"))
  expect(address.protocol).toBe("otpauth:")
  expect(decodeURIComponent(address.pathname)).toContain("Ann")
  expect(address.searchParams.get("secret")).toBe(secret)
  expect(address.searchParams.get("issuer")).toBe("The boats: ours")
})

test("a secret is kept sealed: for its member, and with the forum's own secret", () => {
  const sealed = sealSecret(OF_THE_RFC, "ann")
  expect(sealed).not.toContain(OF_THE_RFC)
  expect(unsealSecret(sealed, "ann")).toBe(OF_THE_RFC)
  expect(unsealSecret(sealed, "ben")).toBeUndefined()
  const before = process.env.AUTH_SECRET
  process.env.AUTH_SECRET = "another secret, as long as it may be"
  forgetConfig()
  expect(unsealSecret(sealed, "ann")).toBeUndefined()
  process.env.AUTH_SECRET = before
  forgetConfig()
})

test("recovery codes are ten, all different, and read from paper however they were written", () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^([2-9a-hjkmnp-z]{4}-){3}[2-9a-hjkmnp-z]{4}$/)
  const [code] = codes
  const hash = recoveryHash(code!, "ann")
  expect(hash).not.toContain(code!)
  expect(recoveryHash(code!.toUpperCase().replaceAll("-", " "), "ann")).toBe(hash)
  expect(recoveryHash(code!, "ben")).not.toBe(hash)
})
