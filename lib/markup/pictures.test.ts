import { describe, expect, test } from "vitest"
import { uploadPath } from "#lib/uploads/address.ts"
import { type KnownUpload, knownUploads } from "./pictures.ts"
import { render } from "./render.ts"
import { sanitise } from "./sanitise.ts"

const OWNER = "01JD3P9QZ0ABCDEFGHJKMNPQRS"
const ID = "01JD3P9QZ0ABCDEFGHJKMNPQRT"
const LARGE: KnownUpload = { owner: OWNER, id: ID, width: 1920, height: 1440, widths: [480, 960, 1920] }
const PATH = uploadPath(LARGE)

const shown = (source: string, upload: KnownUpload = LARGE) =>
  render(source, { uploads: knownUploads([upload]) })

describe("an uploaded picture in a text", () => {
  test("comes in the size of the screen, leaves its room free, and leads to the large one", () => {
    const { html, uploads, images, excerpt } = shown(`![A boat](${PATH})`)
    expect(html).toBe(
      `<p><a href="${PATH}"><img src="${PATH}/960.webp" srcset="${PATH}/480.webp 480w, ${PATH}/960.webp 960w, ` +
        `${PATH}/1920.webp 1920w" sizes="min(100vw, 700px)" alt="A boat" width="853" height="640" ` +
        'loading="lazy" decoding="async" /></a></p>\n',
    )
    expect({ uploads, images, excerpt }).toEqual({ uploads: [ID], images: 1, excerpt: "A boat" })
  })

  test("is as wide as the text says, and as small as it is", () => {
    expect(shown(`![A boat|300x225](${PATH})`).html).toMatch(/\/480\.webp" srcset=.*width="300" height="225"/)
    const small = shown(`![x](${PATH})`, { ...LARGE, width: 60, height: 40, widths: [60] }).html
    expect(small).toBe(
      `<p><img src="${PATH}/60.webp" alt="x" width="60" height="40" loading="lazy" decoding="async" /></p>\n`,
    )
  })

  test("that is very high can still be read", () => {
    expect(shown(`![x](${PATH})`, { ...LARGE, width: 1080, height: 8000 }).html).toContain(
      'width="320" height="2370"',
    )
  })

  test("is not a link in a link, and has a name as one where nobody described it", () => {
    expect(shown(`[![A boat](${PATH})](https://a.example)`).html.match(/<a /g)).toHaveLength(1)
    expect(shown(`**![A boat](${PATH})**`).html.match(/<a /g)).toHaveLength(1)
    expect(shown(`[x](https://a.example) ![A boat](${PATH})`).html.match(/<a /g)).toHaveLength(2)
    expect(shown(`![](${PATH})`).html).toContain(`<a href="${PATH}" aria-label="Picture">`)
  })

  test("that moves stands still for who wants that", () => {
    const { html } = shown(`![x](${PATH})`, { ...LARGE, width: 64, height: 48, widths: [64], moving: true })
    expect(html).toContain(
      `<picture><source media="(prefers-reduced-motion: reduce)" srcset="${PATH}/still.webp" /><img src="${PATH}/64.webp"`,
    )
  })

  test("cannot break out of its description or its title", () => {
    const { html } = shown(`![" onload="alert(1)](${PATH} '"><script>alert(1)</script>')`)
    expect(html).not.toMatch(/<script|" onload/)
    expect(html).toContain("&quot; onload=&quot;")
  })

  test("is found by its address in any case; another address is no upload of ours", () => {
    expect(shown(`![x](${PATH.toUpperCase().replace("UPLOADS", "uploads")})`).uploads).toEqual([ID])
    for (const other of [`${PATH}/../x`, `https://a.example${PATH}`, `/uploads/default/original/1X/a.png`])
      expect(shown(`![x](${other})`).html).toContain(`src="${other}"`)
  })

  test("that is not there is told in its place, also where a text knows of none", () => {
    expect(render(`![A boat](${PATH})`).html).toBe("<p><em>[picture not there] A boat</em></p>\n")
    expect(render(`![](${PATH})`).html).toBe("<p><em>[picture not there]</em></p>\n")
  })
})

test("only files of uploads may be chosen from, whatever a rule before let pass", () => {
  const hostile = `<picture><source srcset="//a.example/x.webp" media="all"><img src="/a.png" srcset="/a.png 2x" sizes="1px"></picture>`
  expect(sanitise(hostile)).toBe('<picture><source /><img src="/a.png" /></picture>')
})
