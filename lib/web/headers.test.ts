import type { IncomingMessage, ServerResponse } from "node:http"
import { afterEach, describe, expect, test, vi } from "vitest"
import { forgetConfig } from "#lib/config.ts"
import { answer, learn } from "./front.ts"
import { SECURITY_HEADERS, transportHeaders } from "./headers.ts"
import { pageCache } from "./page-cache.ts"

afterEach(() => {
  vi.unstubAllEnvs()
  forgetConfig()
})

/** The headers of a page that is answered from the cache, of a forum at this address. */
function headersAt(url: string, path: string): Record<string, unknown> {
  vi.stubEnv("STOA_URL", url)
  forgetConfig()
  const value = { kind: "APP_PAGE", html: "<p>Tides</p>", status: 200 }
  const entry = pageCache().set(path, { value, tags: [], bytes: 1 })
  const kept = { statusCode: 200, getHeader: () => "text/html" } as unknown as ServerResponse
  learn(path, kept, { key: path, entry })
  let sent: Record<string, unknown> = {}
  const response = {
    writeHead: (_: number, headers: Record<string, unknown>) => {
      sent = headers
      return response
    },
    end: () => response,
  }
  const request = { method: "GET", headers: {} } as unknown as IncomingMessage
  expect(answer(path, request, response as unknown as ServerResponse)).toBe(true)
  return sent
}

describe("browsers are told to come by TLS alone", () => {
  test("where the forum's address says so, on cached pages too", () => {
    const headers = headersAt("https://forum.example.org", "/tls")
    expect(headers).toMatchObject({ ...SECURITY_HEADERS, "Strict-Transport-Security": "max-age=31536000" })
    expect(transportHeaders("https://forum.example.org")).not.toEqual({})
  })

  test("and nowhere else: a forum at home would be out of reach", () => {
    const headers = headersAt("http://localhost:3000", "/plain")
    expect(headers).toMatchObject(SECURITY_HEADERS)
    expect(Object.keys(headers)).not.toContain("Strict-Transport-Security")
    expect(transportHeaders("http://localhost:3000")).toEqual({})
  })
})
