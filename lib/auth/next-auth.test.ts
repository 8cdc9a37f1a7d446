import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest"
import { nameTag } from "#lib/base/cache-tags.ts"
import { forgetConfig } from "#lib/config.ts"
import { userByEmail } from "#lib/db/patterns/users.ts"
import { memberFrom } from "#lib/forum/actor.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { aClient, aRegistration, aSignUp } from "#lib/testing/accounts.ts"
import { codeOf } from "#lib/testing/codes.ts"
import { callback, comeBy, leadTo } from "#lib/testing/coming-by.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { browser, freshBrowser } from "#lib/testing/next-headers.ts"
import { oidcService, type Service } from "#lib/testing/oidc.ts"
import { freshTable } from "#lib/testing/table.ts"
import { closeSession, openSession, signInAt } from "./next-auth.ts"
import { actorOf, sessionCookie } from "./session.ts"
import { issueToken } from "./tokens.ts"
import { beginTwoStep, confirmTwoStep, secretToConfirm } from "./two-step.ts"

vi.mock("next/headers", () => import("#lib/testing/next-headers.ts"))
const expired = vi.hoisted(() => [] as string[])
vi.mock("next/cache", () => ({ revalidateTag: (tag: string) => expired.push(tag) }))

freshTable()
const inbox = freshInbox()
let service: Service
beforeAll(async () => {
  service = await oidcService("stoa")
  configure({
    STOA_URL: "http://forum.example.org",
    STOA_MAGIC_LINKS: "on",
    OIDC_ISSUER: service.issuer,
    OIDC_CLIENT_ID: "stoa",
    OIDC_CLIENT_SECRET: "secret",
  })
})
afterAll(() => service.close())
// What a visitor claims about our own address must lead nowhere.
beforeEach(() => freshBrowser({ host: "evil.example", "x-forwarded-host": "evil.example" }))

function configure(env: Record<string, string>): void {
  Object.assign(process.env, env)
  forgetConfig()
}

const whoIsIn = () => actorOf(browser.jar.get(sessionCookie().name))

describe("a session is opened", () => {
  test("by a password, in a cookie that no script reads", async () => {
    const { user, email, password } = await aSignUp(inbox)
    await openSession({ email, password })
    expect(await whoIsIn()).toMatchObject({ id: user.id })
    const [, , options] = browser.set.find(([name]) => name === sessionCookie().name)!
    expect(options).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/", secure: false })
    expect((options.expires as Date).getTime()).toBeGreaterThan(Date.now() + 50 * 86_400_000)
  })

  test("by nothing else; the refusal comes through, and nothing is logged", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {})
    const { email, user } = await aSignUp(inbox)
    const refused = { code: "wrong-credentials" }
    await expect(openSession({ email, password: "wrong horse" })).rejects.toMatchObject(refused)
    await expect(openSession({ token: await issueToken("reset", user) })).rejects.toMatchObject({
      code: "token-used",
    })
    await expect(openSession({ email, password: "x".repeat(2000) })).rejects.toThrow()
    expect(await whoIsIn()).toEqual({ kind: "guest" })
    expect(log.mock.calls.flat().join()).not.toContain("horse")
    log.mockRestore()
  })

  test("by a link, once; and closed again", async () => {
    const { user } = await aSignUp(inbox)
    const token = await issueToken("magic-link", user)
    await openSession({ token })
    expect(await whoIsIn()).toMatchObject({ id: user.id })
    await closeSession()
    expect(await whoIsIn()).toEqual({ kind: "guest" })
    await expect(openSession({ token })).rejects.toMatchObject({ code: "token-used" })
  })
})

describe("with two-step sign-in no way opens a session before the code", () => {
  const ticketCookie = (): string | undefined => browser.jar.get(`${sessionCookie().name}-ticket`)

  async function careful() {
    const { user, email, password } = await aSignUp(inbox)
    await beginTwoStep(memberFrom(user), { current: password })
    const [code] = await confirmTwoStep(memberFrom(user), {
      code: codeOf((await secretToConfirm(memberFrom(user)))!),
    })
    return { user: (await userByEmail(email))!, email, password, code: code! }
  }

  test("not the password, and not the link: both give a ticket, which a code turns into a session", async () => {
    const { user, email, password, code } = await careful()
    const byLink = await openSession({ token: await issueToken("magic-link", user) })
    const byPassword = await openSession({ email, password })
    for (const ticket of [byLink, byPassword]) expect(ticket).toMatch(/^[\w-]{43}$/)
    expect(await whoIsIn()).toEqual({ kind: "guest" })
    const wrong = openSession({ ticket: byPassword!, code: "000000" })
    await expect(wrong).rejects.toMatchObject({ code: "code-wrong" })
    expect(await whoIsIn()).toEqual({ kind: "guest" })
    expect(await openSession({ ticket: byPassword!, code })).toBeUndefined()
    expect(await whoIsIn()).toMatchObject({ id: user.id })
  })

  test("not another service: it leads to the code, and from there to where they wanted to go", async () => {
    const { user, email, code } = await careful()
    service.claims = { sub: aClient(), email, email_verified: true, preferred_username: user.name }
    const answer = await comeBy(service, "oidc", "/account")
    const to = new URL(answer.headers.get("location")!)
    expect(to.pathname + to.search).toBe("/sign-in/code?next=%2Faccount")
    expect(await whoIsIn()).toEqual({ kind: "guest" })
    await openSession({ ticket: ticketCookie()!, code })
    expect(await whoIsIn()).toMatchObject({ id: user.id })
  })
})

describe("who comes by another service", () => {
  test("is in, at the address where they wanted to go", async () => {
    const { name, email } = aRegistration()
    service.claims = { sub: aClient(), email, email_verified: true, preferred_username: name }
    const answer = await comeBy(service, "oidc", "/account")
    expect(answer.headers.get("location")).toBe("http://forum.example.org/account")
    expect(await whoIsIn()).toMatchObject({ name, role: "member" })
    // Their page said that there is no such member.
    expect(expired).toContain(nameTag(skeletonOf(name)))
  })

  test("without a confirmed address is led back with the reason, and nobody is made", async () => {
    const { email } = aRegistration()
    service.claims = { sub: aClient(), email, email_verified: false }
    const { headers } = await comeBy(service, "oidc")
    expect(headers.get("location")).toBe("http://forum.example.org/sign-in?problem=provider-email-unverified")
    expect(await userByEmail(email)).toBeUndefined()
    expect(await whoIsIn()).toEqual({ kind: "guest" })
  })

  test("with a forged state, a foreign nonce or no start of ours is not let in", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {})
    const url = new URL("http://forum.example.org/api/auth/callback/oidc?code=c&state=x")
    expect((await callback(url)).headers.get("location")).toMatch(
      /^http:\/\/forum\.example\.org\/sign-in\?error=/,
    )
    service.claims = { sub: "1", email: "a@example.org", email_verified: true, nonce: "another" }
    expect((await comeBy(service, "oidc")).headers.get("location")).toContain("/sign-in?error=")
    service.claims = { sub: "1", email: "a@example.org", email_verified: true, aud: "another" }
    expect((await comeBy(service, "oidc")).headers.get("location")).toContain("/sign-in?error=")
    expect(await whoIsIn()).toEqual({ kind: "guest" })
    vi.restoreAllMocks()
  })

  test("cannot name one that is switched off", async () => {
    for (const provider of ["github", "google", "credentials", "__proto__", "../x"]) {
      const error = await signInAt(provider, "/").catch((error: Error & { digest?: string }) => error)
      expect(String(error.digest)).not.toContain("authorize")
    }
    expect(await whoIsIn()).toEqual({ kind: "guest" })
  })
})

describe("who comes by one of the services that everybody knows", () => {
  const real = globalThis.fetch
  afterEach(() => {
    vi.restoreAllMocks()
    configure({
      GITHUB_CLIENT_ID: "",
      GITHUB_CLIENT_SECRET: "",
      GOOGLE_CLIENT_ID: "",
      GOOGLE_CLIENT_SECRET: "",
    })
  })

  /** The world outside: what is asked of it is answered by `answer`, and kept. */
  function outside(answer: (url: URL) => Promise<Response> | Response): string[] {
    const asked: string[] = []
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input)
      if (url.hostname === "127.0.0.1" || url.hostname === "localhost") return real(input, init)
      asked.push(`${url.origin}${url.pathname}`)
      return answer(url)
    })
    return asked
  }

  test("GitHub: by the address that GitHub has confirmed, whatever the profile shows", async () => {
    configure({ GITHUB_CLIENT_ID: "stoa-at-github", GITHUB_CLIENT_SECRET: "secret" })
    const { name, email } = aRegistration()
    const says: Record<string, unknown> = {
      "/login/oauth/access_token": { access_token: "a", token_type: "bearer", scope: "read:user,user:email" },
      "/user": { id: 4711, login: name, email: "shown@example.org" },
      "/user/emails": [
        { email: "old@example.org", primary: false, verified: true },
        { email, primary: true, verified: true },
      ],
    }
    const asked = outside(({ pathname }) => Response.json(says[pathname]))
    const location = new URL(await leadTo("github", "/account"))
    expect(`${location.origin}${location.pathname}`).toBe("https://github.com/login/oauth/authorize")
    expect(location.searchParams.get("client_id")).toBe("stoa-at-github")
    expect(location.searchParams.get("scope")).toContain("user:email")
    expect(location.searchParams.get("code_challenge_method")).toBe("S256")
    const answer = await callback(
      new URL(
        `http://forum.example.org/api/auth/callback/github?code=c&state=${location.searchParams.get("state")}`,
      ),
    )
    expect(answer.headers.get("location")).toBe("http://forum.example.org/account")
    expect(asked).toEqual([
      "https://github.com/login/oauth/access_token",
      "https://api.github.com/user",
      "https://api.github.com/user/emails",
    ])
    expect(await whoIsIn()).toMatchObject({ name })
    expect((await userByEmail(email))?.name).toBe(name)
    expect(await userByEmail("shown@example.org")).toBeUndefined()
  })

  test("Google: by its signed token", async () => {
    configure({ GOOGLE_CLIENT_ID: "stoa", GOOGLE_CLIENT_SECRET: "secret" })
    const { name, email } = aRegistration()
    const local = service.issuer
    service.issuer = "https://accounts.google.com"
    service.claims = { sub: aClient(), email, email_verified: true, given_name: name }
    outside(({ pathname, search }) => real(`${local}${pathname}${search}`, { redirect: "manual" }))
    try {
      const answer = await comeBy(service, "google", "/account")
      expect(answer.headers.get("location")).toBe("http://forum.example.org/account")
      expect(await whoIsIn()).toMatchObject({ name })
    } finally {
      service.issuer = local
    }
  })
})

test("over https the cookie is bound to this very host", () => {
  configure({ STOA_URL: "https://forum.example.org" })
  expect(sessionCookie()).toMatchObject({ name: "__Host-stoa-session", options: { secure: true } })
  configure({ STOA_URL: "http://forum.example.org" })
})
