import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { diskStore } from "./disk-store.ts"
import { filesIn, setUploadStore, uploadStore } from "./store.ts"

const folder = mkdtempSync(join(tmpdir(), "stoa-uploads-"))
setUploadStore(diskStore(join(folder, "inside")))
afterAll(() => {
  setUploadStore()
  rmSync(folder, { recursive: true })
})
const bytes = Buffer.from("a picture")

describe("the store of a folder", () => {
  test("gives back what was put, and nothing where nothing was", async () => {
    await uploadStore().put("posts/a/b/480.webp", bytes)
    expect(Buffer.from((await uploadStore().get("posts/a/b/480.webp"))!).toString()).toBe("a picture")
    for (const name of ["posts/a/b/960.webp", "posts/a/b", "posts/x/y/480.webp"])
      expect(await uploadStore().get(name)).toBeUndefined()
    expect(readdirSync(join(folder, "inside/posts/a/b"))).toEqual(["480.webp"])
  })

  test("deletes what lies under a name, and what is gone is gone", async () => {
    const files = filesIn.upload({ owner: "OWNER", id: "ID" })
    await files.put([{ name: "48.webp", bytes }])
    expect(readFileSync(join(folder, "inside/posts/owner/id/48.webp"), "utf8")).toBe("a picture")
    await files.remove()
    await files.remove()
    expect(await files.get("48.webp")).toBeUndefined()
    expect(Buffer.from((await uploadStore().get("posts/a/b/480.webp"))!).toString()).toBe("a picture")
  })

  test.each([
    "../secret",
    "posts/../../secret",
    "/etc/passwd",
    "posts//a",
    "posts/.hidden",
    "posts/a\0.webp",
    "posts/a/",
    "posts\\..\\secret",
    "posts/%2e%2e/secret",
    "",
    ".",
    "POSTS/a",
  ])("touches nothing for a name like %j", async (name) => {
    writeFileSync(join(folder, "secret"), "secret")
    await expect(uploadStore().get(name)).rejects.toThrow("No file can be called")
    await expect(uploadStore().put(name, bytes)).rejects.toThrow("No file can be called")
    await expect(uploadStore().remove(name)).rejects.toThrow("No file can be called")
    expect(readFileSync(join(folder, "secret"), "utf8")).toBe("secret")
  })
})
