import { redirect } from "next/navigation"
import { beforeEach, describe, expect, test, vi } from "vitest"
import { z } from "zod"
import { sessionCookie, sessionToken } from "#lib/auth/session.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { requireMember } from "#lib/forum/actor.ts"
import { setSettings } from "#lib/forum/setting-changes.ts"
import { freshSettings } from "#lib/forum/settings.ts"
import { browser, freshBrowser } from "#lib/testing/next-headers.ts"
import { someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { formAction } from "./action.ts"
import { EMPTY_FORM } from "./form-state.ts"

vi.mock("next/headers", () => import("#lib/testing/next-headers.ts"))

freshTable()
beforeEach(() => freshBrowser({ "sec-fetch-site": "same-origin" }))

const Input = z.object({ body: z.string().min(1, "Write something.") })
const echo = formAction(Input, async (actor, input) => ({ actor, input }))
const say = (fields: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return data
}

describe("while the forum is read only", () => {
  const set = async (value: "on" | "off") =>
    setSettings(await staff("admin"), {
      version: (await freshSettings()).version,
      values: { "read-only": value },
    })

  test("an action says so and keeps what was typed; coming in goes on", async () => {
    await set("on")
    const state = await echo(EMPTY_FORM, say({ body: "Hello" }))
    expect(state).toMatchObject({ error: { code: "read-only" }, values: { body: "Hello" } })
    const enter = formAction(Input, async () => true, { whileReadOnly: true })
    expect((await enter(EMPTY_FORM, say({ body: "Hello" }))).ok).toBe(true)
    const { id } = await staff("admin")
    browser.jar.set(sessionCookie().name, await sessionToken({ id, sessionEpoch: 1 }))
    expect((await echo(EMPTY_FORM, say({ body: "Hello" }))).ok).toBeDefined()
    await set("off")
    browser.jar.clear()
    expect((await echo(EMPTY_FORM, say({ body: "Hello" }))).ok).toBeDefined()
  })
})

describe("an action", () => {
  test("gets its input by the schema alone, and the actor of the session", async () => {
    const ann = await someone()
    browser.jar.set(sessionCookie().name, await sessionToken({ id: ann.id, sessionEpoch: 1 }))
    const foreign = { author: "x", actor: "owner", role: "owner", id: "x" }
    const state = await echo(EMPTY_FORM, say({ body: "Hello", ...foreign }))
    expect(state.ok).toMatchObject({ actor: { id: ann.id, role: "member" }, input: { body: "Hello" } })
    expect(Object.keys(state.ok!.input)).toEqual(["body"])
    expect(await getUser(ann.id)).toMatchObject({ role: "member" })
  })

  test("keeps what was typed when it is refused, and says where it was wrong", async () => {
    expect(await echo(EMPTY_FORM, say({ body: "", title: "Boats" }))).toEqual({
      values: { body: "", title: "Boats" },
      fields: { body: "Write something." },
      error: { code: "invalid-input", message: expect.any(String) },
    })
  })

  test("without a session keeps the text and asks to sign in", async () => {
    const write = formAction(Input, async (actor) => requireMember(actor).id)
    const state = await write(EMPTY_FORM, say({ body: "A long text" }))
    expect(state).toMatchObject({ values: { body: "A long text" }, error: { code: "sign-in-first" } })
  })

  test("lets a redirect through", async () => {
    const go = formAction(Input, async () => redirect("/elsewhere"))
    await expect(go(EMPTY_FORM, say({ body: "x" }))).rejects.toThrow("NEXT_REDIRECT")
  })

  test.each(["cross-site", "same-site"])("is refused when the browser says %s", async (site) => {
    browser.headers.set("sec-fetch-site", site)
    const state = await echo(EMPTY_FORM, say({ body: "x" }))
    expect(state).toMatchObject({ error: { code: "foreign-form" }, values: { body: "x" } })
  })

  test("is never broken by what is posted", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {})
    for (const posted of [null, undefined, "x", 7, [], {}, { body: "x" }, new URLSearchParams("body=x")])
      expect((await echo(EMPTY_FORM, posted as unknown as FormData)).error?.code).toBe("invalid-input")
    expect(log).not.toHaveBeenCalled()
    log.mockRestore()
  })
})
