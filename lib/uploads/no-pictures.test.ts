/** On a machine for which sharp has no part, the forum runs, and says that it takes no pictures. */
import { expect, test, vi } from "vitest"
import { beginUpload } from "#lib/forum/uploads.ts"
import { someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { drawCard } from "#lib/web/card.ts"
import { canMakePictures, makePicture } from "./pictures.ts"

vi.mock("sharp", () => {
  throw new Error("Could not load the sharp module using this runtime")
})

freshTable()

/** What every PNG begins with. */
const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")

test("a machine that cannot make pictures says so, once in the log, and draws none", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {})
  expect(await canMakePictures()).toBe(false)
  const off = { kind: "conflict", code: "uploads-off" }
  await expect(beginUpload(await someone())).rejects.toMatchObject(off)
  await expect(makePicture(PNG)).rejects.toMatchObject(off)
  expect(await drawCard({ title: "Boats", site: "The Quay" })).toBeUndefined()
  expect(log.mock.calls.flat().join()).toMatch(/^Pictures cannot be uploaded: .*$/)
  log.mockRestore()
})
