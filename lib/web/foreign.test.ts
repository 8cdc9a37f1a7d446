import type { IncomingMessage, ServerResponse } from "node:http"
import { describe, expect, test } from "vitest"
import { refusesForeign } from "./foreign.ts"

const URL_OF_FORUM = "https://forum.example.org"

function sent(method: string, headers: Record<string, string>): number | undefined {
  let status: number | undefined
  const response = {
    writeHead: (code: number) => {
      status = code
    },
    end: () => {},
  } as unknown as ServerResponse
  refusesForeign({ method, headers } as unknown as IncomingMessage, response, URL_OF_FORUM)
  return status
}

describe("a form", () => {
  test("of another site, or of nowhere, is refused", () => {
    for (const origin of ["https://evil.example", "null", "https://forum.example.org.evil.example", ""]) {
      expect(sent("POST", { origin, host: "forum.example.org" })).toBe(403)
    }
  })

  test("of the forum passes, under its own address and under the one that was asked", () => {
    expect(sent("POST", { origin: URL_OF_FORUM, host: "127.0.0.1:3000" })).toBeUndefined()
    expect(sent("POST", { origin: "http://localhost:3000", host: "localhost:3000" })).toBeUndefined()
  })

  test("of a program that says nothing passes: there is no session to ride on", () => {
    expect(sent("POST", { host: "forum.example.org" })).toBeUndefined()
  })

  test("is not what a page is: reading is open to all", () => {
    expect(sent("GET", { origin: "https://evil.example", host: "forum.example.org" })).toBeUndefined()
  })
})
