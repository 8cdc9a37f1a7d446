import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { HOUR, MINUTE, setClock } from "#lib/base/clock.ts"
import { forgetConfig } from "#lib/config.ts"
import { commit } from "#lib/db/commit.ts"
import { getUser, userByEmail } from "#lib/db/patterns/users.ts"
import { memberFrom } from "#lib/forum/actor.ts"
import { aClient, aRegistration, aSignUp } from "#lib/testing/accounts.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { someone, suspended } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { confirmEmail, register } from "./registration.ts"
import { requestReset, resetPassword } from "./resetting.ts"
import { actorOf, sessionToken } from "./session.ts"
import {
  requestMagicLink,
  SignInInput,
  signInWithLink,
  signInWithPassword,
  signOutEverywhere,
} from "./signing-in.ts"
import { issueToken } from "./tokens.ts"

freshTable()
const inbox = freshInbox()
beforeAll(() => links("on"))
afterEach(() => setClock())

function links(set: "on" | "off"): void {
  process.env.STOA_MAGIC_LINKS = set
  forgetConfig()
}

const used = { code: "token-used" }

describe("signing in", () => {
  test("takes the right password, whatever the case of the address", async () => {
    const { user, email, password } = await aSignUp(inbox)
    const input = SignInInput.parse({ email: ` ${email.toUpperCase()} `, password })
    expect((await signInWithPassword(input, aClient())).id).toBe(user.id)
  })

  test("says the same of a wrong password, an unknown address and a member without a password", async () => {
    const { email } = await aSignUp(inbox)
    const imported = await someone(undefined, { email: undefined })
    for (const address of [email, "nobody@example.org", `${imported.name}@example.org`]) {
      const input = { email: address, password: "wrong horse" }
      await expect(signInWithPassword(input, aClient())).rejects.toMatchObject({
        kind: "invalid",
        code: "wrong-credentials",
      })
    }
  })

  test("is limited per address from everywhere, and per client for all addresses", async () => {
    const { email, password } = await aSignUp(inbox)
    for (let n = 0; n < 10; n++)
      await signInWithPassword({ email, password: "wrong" }, aClient()).catch(() => {})
    await expect(signInWithPassword({ email, password }, aClient())).rejects.toMatchObject({
      kind: "limited",
      details: { retryAfter: expect.any(Number) },
    })
    const client = aClient()
    for (let n = 0; n < 30; n++)
      await signInWithPassword({ email: `x${n}@example.org`, password }, client).catch(() => {})
    await expect(signInWithPassword({ email: "y@example.org", password }, client)).rejects.toMatchObject({
      kind: "limited",
    })
  })
})

describe("a link that signs in", () => {
  test("signs in once, the member it was sent to", async () => {
    const { user, email } = await aSignUp(inbox)
    await requestMagicLink({ email }, aClient())
    const secret = await inbox.lastSecret(email)
    expect((await signInWithLink(secret, aClient())).id).toBe(user.id)
    await expect(signInWithLink(secret, aClient())).rejects.toMatchObject(used)
  })

  test("is for signing in alone: no link serves another purpose", async () => {
    const { user } = await aSignUp(inbox)
    for (const purpose of ["verify", "reset", "owner"] as const)
      await expect(signInWithLink(await issueToken(purpose, user), aClient())).rejects.toMatchObject(used)
    const link = await issueToken("magic-link", user)
    await expect(resetPassword({ token: link, password: "new horse" }, aClient())).rejects.toMatchObject(used)
    await expect(confirmEmail(link, aClient())).rejects.toMatchObject(used)
    expect((await signInWithLink(link, aClient())).id).toBe(user.id)
  })

  test("outlives neither its time, nor a reset, nor signing out everywhere, nor the address", async () => {
    const { user } = await aSignUp(inbox)
    const old = await issueToken("magic-link", user)
    setClock(() => Date.now() + 16 * MINUTE)
    await expect(signInWithLink(old, aClient())).rejects.toMatchObject(used)
    setClock()
    const beforeReset = await issueToken("magic-link", user)
    await resetPassword({ token: await issueToken("reset", user), password: "new horse" }, aClient())
    await expect(signInWithLink(beforeReset, aClient())).rejects.toMatchObject(used)
    const now = (await getUser(user.id))!
    const beforeSignOut = await issueToken("magic-link", now)
    await signOutEverywhere(memberFrom(now))
    await expect(signInWithLink(beforeSignOut, aClient())).rejects.toMatchObject(used)
    const elsewhere = { ...(await getUser(user.id))!, email: "former@example.org" }
    await expect(signInWithLink(await issueToken("magic-link", elsewhere), aClient())).rejects.toMatchObject(
      used,
    )
  })

  test("is sent to members only, and nothing says so", async () => {
    await expect(requestMagicLink({ email: "stranger@example.org" }, aClient())).resolves.toBeUndefined()
    expect(await inbox.mailsTo("stranger@example.org")).toEqual([])
    const pending = aRegistration()
    await register(pending, aClient())
    await requestMagicLink({ email: pending.email }, aClient())
    expect((await inbox.mailsTo(pending.email)).at(-1)).toContain("/verify?token=")
  })

  test("does not exist where it is switched off, even one that was sent before", async () => {
    const { user, email } = await aSignUp(inbox)
    const secret = await issueToken("magic-link", user)
    links("off")
    await expect(requestMagicLink({ email }, aClient())).rejects.toMatchObject({ kind: "not-found" })
    await expect(signInWithLink(secret, aClient())).rejects.toMatchObject({ kind: "not-found" })
    links("on")
  })
})

describe("a session", () => {
  test("ends everywhere when its member says so, and others' go on", async () => {
    const [ann, ben] = [await aSignUp(inbox), await aSignUp(inbox)]
    const [ofAnn, ofBen] = [await sessionToken(ann.user), await sessionToken(ben.user)]
    await signOutEverywhere(await actorOf(ofAnn))
    expect((await actorOf(ofAnn)).kind).toBe("guest")
    expect(await actorOf(ofBen)).toMatchObject({ id: ben.user.id })
  })

  test("of a suspended member goes on and says so at once", async () => {
    const { user } = await aSignUp(inbox)
    const token = await sessionToken(user)
    const until = new Date(Date.now() + HOUR).toISOString()
    await suspended(user, until)
    expect(await actorOf(token)).toMatchObject({ kind: "member", suspendedUntil: until })
    await suspended(user)
    expect(await actorOf(token)).not.toHaveProperty("suspendedUntil", until)
  })
})

describe("the answer for an address that is known takes as long as for one that is not", () => {
  const ratioOfMedians = async (known: () => Promise<unknown>, unknown: () => Promise<unknown>) => {
    const times: [number[], number[]] = [[], []]
    for (let n = 0; n < 16; n++) {
      const [which, verb] = n % 2 ? ([1, unknown] as const) : ([0, known] as const)
      const start = performance.now()
      await verb().catch(() => {})
      times[which].push(performance.now() - start)
    }
    const [a, b] = times.map((list) => list.sort((x, y) => x - y)[list.length >> 1]!)
    return a! / b!
  }
  beforeAll(() => {
    process.env.STOA_LIMIT_SCALE = "1000"
    forgetConfig()
    return () => {
      delete process.env.STOA_LIMIT_SCALE
      forgetConfig()
    }
  })

  test.each([
    ["signing in", (email: string) => signInWithPassword({ email, password: "wrong horse" }, aClient())],
    ["asking for a new password", (email: string) => requestReset({ email }, aClient())],
    ["asking for a link", (email: string) => requestMagicLink({ email }, aClient())],
    ["registering", (email: string) => register(aRegistration({ email }), aClient())],
    // A busy machine makes one measurement wrong, a leak makes all of them.
  ])("%s", { retry: 4, timeout: 60_000 }, async (_what, verb) => {
    const { email } = await aSignUp(inbox)
    let n = 0
    const strangers = `${aClient()}@example.org`
    const ratio = await ratioOfMedians(
      () => verb(email),
      () => verb(`${n++}${strangers}`),
    )
    expect(ratio).toBeGreaterThan(0.7)
    expect(ratio).toBeLessThan(1.4)
    expect(await userByEmail(email)).toBeDefined()
  })
})

test("a token is kept only as its hash", async () => {
  const { user } = await aSignUp(inbox)
  const { newToken } = await import("./tokens.ts")
  const { secret, write } = newToken("reset", user)
  expect(JSON.stringify(write)).not.toContain(secret)
  await commit([write])
})
