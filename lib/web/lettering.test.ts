import { expect, test } from "vitest"
import { loaded } from "#lib/uploads/pictures.ts"
import { canWrite } from "./lettering.ts"

test("a font that could not be read once is read by the next picture", async () => {
  const sharp = (await loaded())!
  const files = ((..._: unknown[]) => {
    throw new Error("too many open files")
  }) as unknown as typeof sharp
  await expect(canWrite(files, "Ж")).rejects.toThrow("too many open files")
  expect(await canWrite(sharp, "Ж")).toBe(true)
})
