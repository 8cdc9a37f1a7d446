import { readFileSync } from "node:fs"
import { afterEach, expect, test, vi } from "vitest"
import { Refusal } from "#lib/launcher/refusal.ts"
import { DOCKER, ENGINE_VERSION, embeddedEngine } from "./engine.ts"

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test("a platform without an engine is told the commands that give one", async () => {
  vi.spyOn(process, "platform", "get").mockReturnValue("sunos")
  vi.stubEnv("PATH", "")
  const refusal = await embeddedEngine("table.db").catch((error: Error) => error)
  expect(refusal).toBeInstanceOf(Refusal)
  const { message } = refusal as Refusal
  expect(message).toContain(`There is no embedded database for sunos-${process.arch}.`)
  expect(message).toContain("docker run -u root -p 127.0.0.1:8000:8000 -v stoa:/data amazon/dynamodb-local")
  expect(message).toContain(`npx -y dynoxide@${ENGINE_VERSION} serve --port 8000`)
  expect(message).toContain("DYNAMODB_ENDPOINT=http://localhost:8000 npm start")
})

test("a binary that is named and not there is told by its name", async () => {
  await expect(embeddedEngine("table.db", "/nowhere/dynoxide")).rejects.toThrow(
    "DYNOXIDE_BIN names /nowhere/dynoxide, which does not exist",
  )
})

test("a file that is no program is not taken for the engine", async () => {
  await expect(embeddedEngine("table.db", "package.json")).rejects.toThrow(
    "DYNOXIDE_BIN names package.json, which does not run on this machine",
  )
})

test("the README names the same command for other systems", () => {
  expect(readFileSync("README.md", "utf8")).toContain(DOCKER)
})
