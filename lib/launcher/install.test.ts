import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { needsInstall } from "./install.mjs"
import { isCapable, MIN_NODE, supports } from "./node.mjs"

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "stoa-install-"))
  mkdirSync(join(root, "node_modules/next"), { recursive: true })
  writeFileSync(join(root, "node_modules/next/package.json"), "{}")
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const lockfile = (packages: Record<string, object>) => JSON.stringify({ packages })
const installed = (packages: Record<string, object>) =>
  writeFileSync(join(root, "node_modules/.package-lock.json"), lockfile(packages))
const locked = (packages: Record<string, object>) =>
  writeFileSync(join(root, "package-lock.json"), lockfile({ "": {}, ...packages }))

describe("installing", () => {
  test("is needed in a fresh clone, and after npm ci was killed", () => {
    locked({ "node_modules/a": { version: "1.0.0" } })
    expect(needsInstall(root)).toBe(true)
  })

  test("is not needed when each locked package is there, but for those of other platforms", () => {
    locked({ "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "1.0.0", optional: true } })
    installed({ "node_modules/a": { version: "1.0.0" } })
    expect(needsInstall(root)).toBe(false)
  })

  test("is needed when the lockfile moved on", () => {
    installed({ "node_modules/a": { version: "1.0.0" } })
    locked({ "node_modules/a": { version: "1.0.1" } })
    expect(needsInstall(root)).toBe(true)
    locked({ "node_modules/a": { version: "1.0.0" }, "node_modules/c": { version: "1.0.0" } })
    expect(needsInstall(root)).toBe(true)
  })
})

test("versions of Node are compared as numbers", () => {
  expect(supports("20.9.0", MIN_NODE)).toBe(true)
  expect(supports("20.10.1", MIN_NODE)).toBe(true)
  expect(supports("20.8.9", MIN_NODE)).toBe(false)
  expect(supports("18.20.0", MIN_NODE)).toBe(false)
  expect(isCapable("22.17.1")).toBe(false)
  expect(isCapable("24.0.0")).toBe(true)
})
