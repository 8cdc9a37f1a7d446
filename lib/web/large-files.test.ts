import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { MAX_UPLOAD_BYTES } from "#lib/uploads/pictures.ts"
import { refusesBody } from "./body-limit.ts"
import { boundaryIn, formUpTo } from "./large-files.ts"

/** A form as a browser writes it. */
async function written(fields: [string, string | File][]): Promise<{ type: string; body: Buffer }> {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  const request = new Request("http://forum.invalid", { method: "POST", body: form })
  return { type: request.headers.get("content-type")!, body: Buffer.from(await request.arrayBuffer()) }
}

const read = (type: string, body: Buffer): Promise<FormData> =>
  new Response(new Uint8Array(body), { headers: { "content-type": type } }).formData()

const sizes = (form: FormData): Record<string, string | number> =>
  Object.fromEntries([...form].map(([name, value]) => [name, typeof value === "string" ? value : value.size]))

const file = (size: number, name = "boat.png") =>
  new File([Buffer.alloc(size, "x")], name, { type: "image/png" })

describe("a form with large files", () => {
  test("comes out with their beginnings and all of its fields, however it is cut on its way", async () => {
    const text = "What I typed,\r\n--not the end--\r\n\r\nwith empty lines."
    const { type, body } = await written([
      ["body", text],
      ["image", file(500)],
      ["title", "Ünïcode 🚀"],
      ["image2", file(300, 'a";filename="b.png')],
      ["last", ""],
    ])
    const boundary = boundaryIn(type)!
    for (const step of [1, 2, 3, 7, 64, body.length]) {
      const pass = formUpTo({ files: 600, field: 1_000 }, boundary)
      const out: Buffer[] = []
      for (let at = 0; at < body.length; at += step) out.push(pass(body.subarray(at, at + step)))
      expect(sizes(await read(type, Buffer.concat(out))), `in steps of ${step}`).toEqual({
        ...{ body: text, image: 500, title: "Ünïcode 🚀", image2: 100, last: "" },
      })
    }
    const whole = formUpTo({ files: 800, field: 1_000 }, boundary)(body)
    expect(whole.equals(body)).toBe(true)
  })

  test("is cut in its texts, too, where they are longer than any that can be sent", async () => {
    const { type, body } = await written([
      ["body", "a".repeat(500)],
      ["image", file(20)],
      ["form", "key"],
    ])
    const out = formUpTo({ files: 100, field: 300 }, boundaryIn(type)!)(body)
    const form = await read(type, out)
    expect(sizes(form)).toEqual({ body: "a".repeat(300), image: 20, form: "key" })
  })

  test("is no form without an end of what stands above a field", () => {
    const pass = formUpTo({ files: 1, field: 1 }, "b")
    expect(() => pass(Buffer.from(`--b\r\n${"x".repeat(20_000)}`))).toThrow()
    expect(boundaryIn('multipart/form-data; charset=utf-8; boundary="a b"')).toBe("a b")
    expect(boundaryIn("multipart/form-data")).toBeUndefined()
    expect(boundaryIn("text/plain; boundary=x")).toBeUndefined()
  })
})

describe("a request", () => {
  let server: Server
  let address: string
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      if (refusesBody(request, response, async () => undefined)) return
      const pieces: Buffer[] = []
      try {
        for await (const piece of request) pieces.push(piece)
      } catch {
        return
      }
      const form = await read(request.headers["content-type"]!, Buffer.concat(pieces))
      response.end(JSON.stringify(sizes(form)))
    })
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/t/x/reply`
  })
  afterAll(() => server.close())

  const send = async (cookie: string, fields: [string, string | File][]) => {
    const { type, body } = await written(fields)
    const headers = { "content-type": type, ...(cookie && { cookie }) }
    return fetch(address, { method: "POST", headers, body: new Uint8Array(body) })
  }

  test("of who looks signed in brings a file that is known to be too large, and the text", async () => {
    const answer = await send("stoa-session=x", [
      ["body", "Kept."],
      ["image", file(30 * 2 ** 20)],
      ["form", "key"],
    ])
    expect(await answer.json()).toEqual({ body: "Kept.", image: MAX_UPLOAD_BYTES + 1, form: "key" })
  })

  test("of anybody else brings the text alone", async () => {
    const answer = await send("", [
      ["body", "Kept."],
      ["image", file(6 * 2 ** 20)],
    ])
    expect(await answer.json()).toEqual({ body: "Kept.", image: 0 })
  })

  test("with too much text brings its beginning; with too many of such texts it is cut off", async () => {
    const long = "x".repeat(5 * 2 ** 20)
    const { body, form } = await (await send("", [...fields("body", 1), ["form", "key"]])).json()
    expect([body.length, form]).toEqual([2 ** 20, "key"])
    await expect(send("", fields("body", 5))).rejects.toThrow()
    function fields(name: string, times: number): [string, string][] {
      return Array.from({ length: times }, () => [name, long])
    }
  })
})
