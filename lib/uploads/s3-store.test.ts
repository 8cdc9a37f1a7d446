import { afterAll, beforeEach, describe, expect, test, vi } from "vitest"
import { forgetConfig } from "#lib/config.ts"
import { pretendedS3 } from "#lib/testing/s3.ts"
import { forgetS3 } from "./s3-store.ts"
import { filesIn, setUploadStore, uploadStore } from "./store.ts"

const s3 = await pretendedS3({ most: 2 })
vi.stubEnv("AWS_ENDPOINT_URL_S3", s3.url)
vi.stubEnv("AWS_REGION", "eu-central-1")
vi.stubEnv("AWS_ACCESS_KEY_ID", "test")
vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test")
vi.stubEnv("UPLOADS_BUCKET", "forum-uploads")
beforeEach(() => {
  forgetConfig()
  forgetS3()
  setUploadStore()
})
afterAll(() => {
  vi.unstubAllEnvs()
  forgetConfig()
  setUploadStore()
  s3.close()
})
const bytes = Buffer.from("a picture")

describe("the store of a bucket", () => {
  test("is chosen by its name, gives back what was put, and nothing where nothing was", async () => {
    await uploadStore().put("posts/a/b/480.webp", bytes)
    expect(s3.objects.get("posts/a/b/480.webp")!.toString()).toBe("a picture")
    expect(Buffer.from((await uploadStore().get("posts/a/b/480.webp"))!).toString()).toBe("a picture")
    expect(await uploadStore().get("posts/a/b/960.webp")).toBeUndefined()
  })

  test("deletes all that lies under a name, also when a list does not hold it, and nothing beside it", async () => {
    const files = filesIn.upload({ owner: "OWNER", id: "ID" })
    const beside = filesIn.upload({ owner: "OWNER", id: "IDENTICAL" })
    const some = ["48", "96", "480", "960", "1920"].map((name) => ({ name: `${name}.webp`, bytes }))
    await files.put(some)
    await beside.put(some.slice(0, 1))
    await files.remove()
    await files.remove()
    expect([...s3.objects.keys()].filter((name) => name.startsWith("posts/owner"))).toEqual([
      "posts/owner/identical/48.webp",
    ])
  })

  test("tells what S3 does not do, and takes it for nothing else", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1")
    await expect(uploadStore().get("posts/a/b/480.webp")).rejects.toThrow()
    vi.stubEnv("AWS_ENDPOINT_URL_S3", s3.url)
  })
})
