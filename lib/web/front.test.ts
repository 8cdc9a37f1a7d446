import type { IncomingMessage } from "node:http"
import { describe, expect, test } from "vitest"
import { clientAddress } from "./client-address.ts"
import { plainPath } from "./front.ts"

const request = (url: string, headers: Record<string, string> = {}, method = "GET") =>
  ({ url, headers, method }) as unknown as IncomingMessage

describe("what may be answered from the cache", () => {
  test("is a plain GET or HEAD, whatever its cookies and its query", () => {
    expect(plainPath(request("/t/a/1"))).toBe("/t/a/1")
    expect(plainPath(request("/t/a/1?utm_source=x", { cookie: "a=b" }))).toBe("/t/a/1")
    expect(plainPath(request("/", {}, "HEAD"))).toBe("/")
  })

  test("is never what a client asks of the router", () => {
    for (const header of [
      "rsc",
      "next-router-state-tree",
      "next-router-prefetch",
      "next-action",
      "x-matched-path",
      "range",
    ]) {
      expect(plainPath(request("/", { [header]: "1" }))).toBeUndefined()
    }
    expect(plainPath(request("/?_rsc=abc"))).toBeUndefined()
    expect(plainPath(request("/", {}, "POST"))).toBeUndefined()
  })
})

describe("the client's address", () => {
  test("is the socket's, whatever the client claims", () => {
    expect(clientAddress({ "x-forwarded-for": "1.2.3.4" }, "9.9.9.9", 0)).toBe("9.9.9.9")
    expect(clientAddress({}, "::ffff:9.9.9.9", 0)).toBe("9.9.9.9")
  })

  test("is what the outermost trusted proxy saw", () => {
    expect(clientAddress({ "x-forwarded-for": "6.6.6.6, 1.2.3.4" }, "127.0.0.1", 1)).toBe("1.2.3.4")
    expect(clientAddress({ "x-forwarded-for": "6.6.6.6, 1.2.3.4, 5.5.5.5" }, "127.0.0.1", 2)).toBe("1.2.3.4")
  })

  test("is the network of an IPv6 customer", () => {
    expect(clientAddress({}, "2001:db8:0:1:aa::5", 0)).toBe(clientAddress({}, "2001:db8:0:1::7", 0))
    expect(clientAddress({}, "2001:db8:0:2::7", 0)).not.toBe(clientAddress({}, "2001:db8:0:1::7", 0))
  })
})
