import { afterEach, describe, expect, test, vi } from "vitest"
import { send } from "./sending.client.ts"

const MB = 2 ** 20
const file = (bytes: number) => new File([new Uint8Array(bytes)], "boat.jpg")
const made = { path: "/uploads/a/b", stilled: false }

/** What is sent by XMLHttpRequest, and the answers that come back. */
function requests(answers: Record<string, { status: number; response?: unknown }>) {
  const sent: { url: string; body: File | FormData }[] = []
  class Request {
    upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {}
    url = ""
    status = 0
    response: unknown = null
    onload = (): void => {}
    onerror = (): void => {}
    onabort = (): void => {}
    open(_: string, url: string): void {
      this.url = url
    }
    setRequestHeader(): void {}
    abort(): void {
      this.onabort()
    }
    send(body: File | FormData): void {
      sent.push({ url: this.url, body })
      const answer = answers[this.url]
      if (!answer) return
      Object.assign(this, answer)
      this.upload.onprogress?.({ loaded: 1, total: 2 })
      this.onload()
    }
  }
  vi.stubGlobal("XMLHttpRequest", Request)
  return sent
}

/** What is asked by fetch. */
function asked(...answers: [number, unknown?][]) {
  const fetching = vi.fn(async (_url: string, _init: { body: string }) => {
    const [status, body] = answers.shift()!
    return status === 204 ? new Response(null, { status }) : Response.json(body, { status })
  })
  vi.stubGlobal("fetch", fetching)
  return () => fetching.mock.calls.map(([, { body }]) => JSON.parse(body))
}

const sending = (one: File) =>
  new Promise<{ done?: unknown; failed?: string; seen: number[] }>((end) => {
    const seen: number[] = []
    send(one, {
      progress: (share) => void seen.push(share),
      done: (done) => end({ done, seen }),
      failed: (failed) => end({ failed, seen }),
    })
  })

afterEach(() => vi.unstubAllGlobals())

describe("a picture", () => {
  test("is sent to the forum, which is asked nothing before, when it is no larger than four megabytes", async () => {
    const sent = requests({ "/api/uploads": { status: 200, response: made } })
    const asks = asked()
    expect(await sending(file(4 * MB))).toEqual({ done: made, seen: [0.5] })
    expect(sent).toHaveLength(1)
    expect(asks()).toEqual([])
  })

  test("that is larger is sent to the forum where it takes it itself", async () => {
    const sent = requests({ "/api/uploads": { status: 200, response: made } })
    const asks = asked([204])
    expect(await sending(file(4 * MB + 1))).toMatchObject({ done: made })
    expect(sent.map(({ url }) => url)).toEqual(["/api/uploads"])
    expect(asks()).toEqual([{ place: true }])
  })

  test("that is larger is sent where the forum says, which is told when it is there", async () => {
    const sent = requests({ "https://bucket.example.org/": { status: 204 } })
    const place = {
      id: "01J",
      url: "https://bucket.example.org/",
      fields: { key: "incoming/a", Policy: "p" },
    }
    const asks = asked([200, place], [200, made])
    expect(await sending(file(9 * MB))).toEqual({ done: made, seen: [0.5] })
    const form = sent[0]!.body as FormData
    // S3 reads nothing behind the file.
    expect([...form.keys()]).toEqual(["key", "Policy", "file"])
    expect(asks()).toEqual([{ place: true }, { incoming: "01J" }])
  })

  test("that is refused says why: by the forum, by the bucket, or before it is sent", async () => {
    requests({ "https://bucket.example.org/": { status: 400 } })
    asked([429, { message: "Too many pictures." }])
    expect(await sending(file(5 * MB))).toMatchObject({ failed: "Too many pictures." })
    asked([200, { id: "01J", url: "https://bucket.example.org/", fields: {} }])
    expect((await sending(file(5 * MB))).failed).toBeTruthy()
    expect((await sending(file(11 * MB))).failed).toBeTruthy()
  })

  test("that is stopped tells nothing more", async () => {
    requests({})
    const told = vi.fn()
    const stop = send(file(MB), { progress: told, done: told, failed: told })!
    stop()
    await new Promise((done) => setTimeout(done, 0))
    expect(told).not.toHaveBeenCalled()
  })
})
