import { randomUUID } from "node:crypto"
import { beforeAll, expect, test, vi } from "vitest"
import { z } from "zod"
import { sessionCookie, sessionToken } from "#lib/auth/session.ts"
import { ForumError } from "#lib/base/errors.ts"
import { similarTopics } from "#lib/forum/searching.ts"
import { RULES } from "#lib/limits/rules.ts"
import { browser, freshBrowser } from "#lib/testing/next-headers.ts"
import { someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { EMPTY_FORM } from "./form-state.ts"
import { writingAction } from "./writing.ts"

vi.mock("next/headers", () => import("#lib/testing/next-headers.ts"))
vi.mock("#lib/forum/searching.ts", () => ({ similarTopics: vi.fn(async () => []) }))

freshTable()
beforeAll(() => freshBrowser({ "sec-fetch-site": "same-origin" }))

const write = writingAction(z.object({}), async () => ({ to: "/", stale: [] }))
function preview() {
  const form = new FormData()
  for (const [name, value] of [
    ["intent", "preview"],
    ["title", "Where do the boats go?"],
    ["body", "I wonder."],
  ] as const)
    form.append(name, value)
  return write(EMPTY_FORM, form)
}

test("a preview looks for similar topics only for who may have one, and not more often", async () => {
  expect(await preview()).toMatchObject({ error: { code: "sign-in-first" } })
  expect(similarTopics).not.toHaveBeenCalled()
  const ann = await someone()
  browser.jar.set(sessionCookie().name, await sessionToken({ id: ann.id, sessionEpoch: 1 }))
  const { times } = RULES["text.preview"]
  for (let n = 0; n < times; n++) expect((await preview()).ok).toMatchObject({ similar: [] })
  expect(await preview()).toMatchObject({ error: { code: "slow-down" } })
  expect(similarTopics).toHaveBeenCalledTimes(times)
})

test("the same words in one place are one thing without a script, and two in two conversations", async () => {
  const keys: string[] = []
  const send = writingAction(z.object({ form: z.string() }), async (_actor, { form }) => {
    keys.push(form)
    throw new ForumError("conflict", "busy")
  })
  const ann = await someone()
  browser.jar.set(sessionCookie().name, await sessionToken({ id: ann.id, sessionEpoch: 1 }))
  for (const about of ["one", "another", "another"]) {
    const form = new FormData()
    for (const [name, value] of Object.entries({ form: randomUUID(), case: about, body: "Thank you" }))
      form.append(name, value)
    await send(EMPTY_FORM, form)
  }
  expect(keys[1]).not.toBe(keys[0])
  expect(keys[2]).toBe(keys[1])
})
