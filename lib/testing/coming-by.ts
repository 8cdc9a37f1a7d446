/** Who comes by another service, as their browser does it. For tests in which next-headers.ts is that browser. */
import { NextRequest } from "next/server"
import { expect } from "vitest"
import { handlers, signInAt } from "#lib/auth/next-auth.ts"
import { browser, cookieHeader } from "./next-headers.ts"
import type { Service } from "./oidc.ts"

/** Where one is sent who wants to come by the service. */
export async function leadTo(provider: string, next: string): Promise<string> {
  return signInAt(provider, next).catch((error: Error & { digest?: string }) => {
    return error.digest?.split(";")[2] ?? ""
  })
}

/** Goes to the service and comes back with its answer. */
export async function comeBy(service: Service, provider: string, next = "/"): Promise<Response> {
  const location = await leadTo(provider, next)
  expect(new URL(location).origin).toBe(service.issuer)
  expect(new URL(location).searchParams.get("redirect_uri")).toBe(
    `http://forum.example.org/api/auth/callback/${provider}`,
  )
  const { headers } = await fetch(location, { redirect: "manual" })
  return callback(new URL(headers.get("location")!))
}

export async function callback(url: URL): Promise<Response> {
  const headers = { cookie: cookieHeader(), host: "evil.example" }
  const answer = await handlers.GET(new NextRequest(url, { headers }))
  for (const line of answer.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    browser.jar.set(name, value)
  }
  return answer
}
