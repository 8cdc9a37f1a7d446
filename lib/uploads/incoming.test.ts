import { afterAll, beforeEach, describe, expect, test, vi } from "vitest"
import { forgetConfig } from "#lib/config.ts"
import { getUpload } from "#lib/db/patterns/uploads.ts"
import { finishUpload, placeUpload } from "#lib/forum/uploads.ts"
import { RULES } from "#lib/limits/rules.ts"
import { someone } from "#lib/testing/people.ts"
import { aPng } from "#lib/testing/pictures.ts"
import { pretendedS3 } from "#lib/testing/s3.ts"
import { freshTable } from "#lib/testing/table.ts"
import { contentPolicy } from "#lib/web/content-policy.ts"
import type { Place } from "./incoming.ts"
import { MAX_UPLOAD_BYTES } from "./pictures.ts"
import { forgetS3 } from "./s3-store.ts"
import { setUploadStore } from "./store.ts"

freshTable()
const s3 = await pretendedS3()
beforeEach(() => {
  vi.stubEnv("AWS_ENDPOINT_URL_S3", s3.url)
  vi.stubEnv("AWS_REGION", "eu-central-1")
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test")
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test")
  vi.stubEnv("UPLOADS_BUCKET", "forum-uploads")
  anew()
  s3.objects.clear()
})
afterAll(() => {
  vi.unstubAllEnvs()
  anew()
  s3.close()
})
function anew(): void {
  forgetConfig()
  forgetS3()
  setUploadStore()
}

/** As a browser sends it. */
async function sent({ url, fields }: Place, bytes: Uint8Array, others: Record<string, string> = {}) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...fields, ...others })) form.append(name, value)
  form.append("file", new File([new Uint8Array(bytes)], "boat.png"))
  return (await fetch(url, { method: "POST", body: form })).status
}

describe("a picture that is sent to the bucket", () => {
  test("is made into an upload of who sent it, once, and does not stay there", async () => {
    const [ann, eve] = [await someone(), await someone()]
    const place = (await placeUpload(ann))!
    expect(await sent(place, await aPng())).toBe(204)
    await expect(finishUpload(eve, place.id), "an id of somebody else").rejects.toMatchObject({
      code: "upload-gone",
    })
    const { upload } = await finishUpload(ann, place.id)
    expect(upload).toMatchObject({ owner: ann.id, id: place.id, width: 60, height: 40 })
    expect(await getUpload(upload)).toBeDefined()
    expect([...s3.objects.keys()]).toEqual([expect.stringMatching(/^posts\/.+\/60\.webp$/)])
    await expect(finishUpload(ann, place.id)).rejects.toMatchObject({ code: "upload-gone" })
    expect(await sent(place, await aPng())).toBe(204)
    await expect(finishUpload(ann, place.id), "one paid for one").rejects.toMatchObject({
      code: "upload-gone",
    })
    // Known before it is read, and no picture is made of it.
    expect([...s3.objects.keys()].filter((name) => name.startsWith("incoming/"))).toHaveLength(1)
  })

  test("is looked at so often and no oftener, whatever was sent by one form", async () => {
    const ann = await someone()
    const place = (await placeUpload(ann))!
    for (let n = 0; n < RULES["upload.finish"].times; n++) {
      await sent(place, Buffer.from("no picture"))
      await expect(finishUpload(ann, place.id)).rejects.toMatchObject({ kind: "invalid" })
    }
    await sent(place, await aPng())
    await expect(finishUpload(ann, place.id)).rejects.toMatchObject({ code: "slow-down" })
    expect(await getUpload({ owner: ann.id, id: place.id })).toBeUndefined()
  })

  test("is of the size that is taken, and lies where it was signed for", async () => {
    const place = (await placeUpload(await someone()))!
    expect(await sent(place, new Uint8Array(MAX_UPLOAD_BYTES + 1))).toBe(400)
    expect(await sent(place, await aPng(), { key: "posts/a/b/480.webp" })).toBe(403)
  })

  test("that is no picture is refused, and gone", async () => {
    const ann = await someone()
    const place = (await placeUpload(ann))!
    await sent(place, Buffer.from("<svg></svg>"))
    await expect(finishUpload(ann, place.id)).rejects.toMatchObject({ kind: "invalid" })
    expect([...s3.objects.keys()].filter((name) => name.startsWith("incoming/"))).toEqual([])
  })

  test("may be sent there by pages, and nothing else elsewhere", async () => {
    const place = (await placeUpload(await someone()))!
    expect(contentPolicy()).toContain(`connect-src 'self' ${new URL(place.url).origin};`)
    for (const region of ["us-east-1", "eu-central-1"]) {
      vi.stubEnv("AWS_ENDPOINT_URL_S3", "")
      vi.stubEnv("AWS_REGION", region)
      anew()
      const real = (await placeUpload(await someone()))!
      expect(contentPolicy()).toContain(`connect-src 'self' ${new URL(real.url).origin};`)
    }
  })

  test("has no place on one machine, where every picture is sent to the forum itself", async () => {
    vi.stubEnv("UPLOADS_BUCKET", "")
    anew()
    expect(await placeUpload(await someone())).toBeUndefined()
    expect(contentPolicy()).toContain("connect-src 'self';")
  })
})
