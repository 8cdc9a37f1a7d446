import sharp from "sharp"
import { describe, expect, test } from "vitest"
import { aBomb, aMovingGif, aPhotograph, aPng, aPolyglot } from "#lib/testing/pictures.ts"
import { kindOf } from "./kinds.ts"
import { MAX_UPLOAD_BYTES, makeAvatar, makePicture } from "./pictures.ts"

const bytesOf = (text: string): Uint8Array => Buffer.from(text, "latin1")

describe("a picture", () => {
  test("is turned upright and written anew in several widths, without its place and its owner", async () => {
    const photograph = await aPhotograph(1400, 1100)
    expect(Buffer.from(photograph).toString("latin1")).toContain("SECRET OWNER")
    const { files, ...picture } = await makePicture(photograph)
    expect(picture).toMatchObject({ width: 1100, height: 1400, widths: [480, 960, 1100], moving: false })
    expect(files.map(({ name }) => name)).toEqual(["480.webp", "960.webp", "1100.webp"])
    for (const { bytes } of files) {
      expect(kindOf(bytes)).toBe("webp")
      expect(Buffer.from(bytes).toString("latin1")).not.toContain("SECRET")
      const { exif, icc, xmp, orientation } = await sharp(bytes).metadata()
      expect({ exif, icc, xmp, orientation }).toEqual({})
    }
  })

  test("is not made larger than it is, nor wider than a screen, nor higher than a file can hold", async () => {
    expect(await makePicture(await aPng(60, 40))).toMatchObject({ width: 60, height: 40, widths: [60] })
    expect(await makePicture(await aPng(2400, 30))).toMatchObject({ width: 1920, widths: [480, 960, 1920] })
    const long = await makePicture(await aPng(100, 16_000))
    expect(long).toMatchObject({ width: 50, height: 8_000, widths: [50] })
  })

  test("that moves goes on moving, with its first moment for who wants none of that", async () => {
    const { files, ...picture } = await makePicture(await aMovingGif())
    expect(picture).toMatchObject({ width: 64, height: 48, widths: [64], moving: true, stilled: false })
    const pages = await Promise.all(
      files.map(async ({ name, bytes }) => [name, (await sharp(bytes).metadata()).pages]),
    )
    expect(pages).toEqual([
      ["64.webp", 5],
      ["still.webp", undefined],
    ])
  })

  test("that moves for too long stands still, and says so", async () => {
    const picture = await makePicture(await aMovingGif(8, 8, 260))
    expect(picture).toMatchObject({ moving: false, stilled: true, widths: [8] })
  })

  test("keeps nothing that was written behind it", async () => {
    const polyglot = await aPolyglot()
    const { files } = await makePicture(polyglot)
    for (const { bytes } of files)
      expect(Buffer.from(bytes).toString("latin1")).not.toMatch(/script|svg|alert/)
  })
})

describe("what is no picture is refused in words", () => {
  const SVG = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  test.each([
    ["nothing", async () => new Uint8Array(), "upload-empty"],
    ["a script that is called .png", async () => bytesOf("<script>alert(1)</script>"), "upload-kind"],
    [
      "the beginning of a PNG before a script",
      async () => bytesOf("\x89PNG\r\n\x1a\n<script>"),
      "upload-broken",
    ],
    ["a drawing with a script", async () => bytesOf(SVG), "upload-svg"],
    ["a drawing behind a comment", async () => bytesOf(`<!-- ${"x".repeat(500)} -->${SVG}`), "upload-svg"],
    ["a picture of a newer telephone", async () => bytesOf("\0\0\0\x18ftypheic\0\0\0\0"), "upload-heic"],
    ["a film", async () => bytesOf("\0\0\0\x18ftypmp42\0\0\0\0"), "upload-kind"],
    ["a document", async () => bytesOf("%PDF-1.7 "), "upload-kind"],
    ["half of a photograph", async () => (await aPhotograph()).subarray(0, 9_000), "upload-broken"],
    ["a bomb", aBomb, "upload-too-many-pixels"],
    ["what is too large", async () => new Uint8Array(MAX_UPLOAD_BYTES + 1), "upload-too-large"],
  ])("%s", async (_, file, code) => {
    const bytes = await file()
    for (const make of [makePicture, makeAvatar])
      await expect(make(bytes)).rejects.toMatchObject({ kind: "invalid", code, details: { field: "image" } })
  })

  test("also what libvips could read by other decoders", async () => {
    const image = sharp({ create: { width: 9, height: 9, channels: 3, background: "#000" } })
    const tiff = await image.tiff().toBuffer()
    await expect(makePicture(tiff)).rejects.toMatchObject({ code: "upload-kind" })
  })
})

test("more than can be worked on at once waits for its turn", async () => {
  const png = await aPng(300, 300)
  const all = await Promise.all(Array.from({ length: 12 }, () => makePicture(png)))
  expect(all.map(({ width }) => width)).toEqual(Array(12).fill(300))
})

test("the picture beside a name is the square in the middle, in three sizes, and not to be seen through", async () => {
  const image = { width: 300, height: 100, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } as const
  const files = await makeAvatar(await sharp({ create: image }).png().toBuffer())
  const sizes = await Promise.all(
    files.map(async ({ name, bytes }) => {
      const { width, height, hasAlpha } = await sharp(bytes).metadata()
      return [name, width, height, hasAlpha]
    }),
  )
  expect(sizes).toEqual([
    ["48.webp", 48, 48, false],
    ["96.webp", 96, 96, false],
    ["240.webp", 240, 240, false],
  ])
})
