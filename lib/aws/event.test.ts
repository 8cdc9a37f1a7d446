import { describe, expect, test } from "vitest"
import { EDGE_SECRET, urlEvent } from "#lib/testing/lambda.ts"
import { askedBy, type UrlEvent } from "./event.ts"

const URL = "https://forum.example.org"
const asked = (event: UrlEvent) => askedBy(event, URL, EDGE_SECRET)

describe("the request of an event", () => {
  test("has the address as it stood there, escapes and all", () => {
    expect(asked(urlEvent("/t/caf%C3%A9/%2e%2e?q=a%20b&q=c"))?.path).toBe("/t/caf%C3%A9/%2e%2e?q=a%20b&q=c")
    expect(asked(urlEvent("/t/caf\u00e9 \ud800"))?.path).toBe("/t/caf%C3%A9%20%EF%BF%BD")
  })

  test("has the cookies, the bytes of the body, and their number", () => {
    const body = Buffer.from([0, 255, 1])
    const made = asked(urlEvent("/", { method: "POST", cookies: ["a=1", "b=2"], body }))
    expect(made).toMatchObject({
      method: "POST",
      headers: { cookie: "a=1; b=2", "content-length": "3" },
      body,
    })
    expect(asked({ ...urlEvent("/"), body: "ä", isBase64Encoded: false })?.body).toEqual(Buffer.from("ä"))
  })

  test("says who asks as the edge says, whatever else is claimed", () => {
    const headers = {
      "x-forwarded-for": "6.6.6.6",
      "x-isr": "1",
      "x-opennext-initial-url": "https://elsewhere.example",
      "x-middleware-subrequest": "x",
    }
    const made = asked(urlEvent("/", { from: "2001:db8::1", headers }))!.headers
    expect(made["x-forwarded-for"]).toBe("2001:db8::1")
    expect(made).toMatchObject({ host: "forum.example.org", "x-forwarded-proto": "https" })
    expect(
      Object.keys(made).filter((name) => /isr|opennext|middleware|stoa|accept-encoding/.test(name)),
    ).toEqual([])
  })

  test("is none where it did not come by the edge", () => {
    for (const guess of ["", "which", `${EDGE_SECRET} `])
      expect(asked(urlEvent("/", { headers: { "x-stoa-edge": guess } }))).toBeUndefined()
  })

  test("without a secret, nobody is believed about who asks", () => {
    const made = askedBy(urlEvent("/", { from: "203.0.113.9" }), URL)
    expect(made?.headers["x-forwarded-for"]).toBe("64.252.70.1")
  })
})
