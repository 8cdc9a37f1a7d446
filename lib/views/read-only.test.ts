import { afterEach, expect, test, vi } from "vitest"
import { READ_ONLY, SETTINGS } from "#lib/base/cache-tags.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { setSettings } from "#lib/forum/setting-changes.ts"
import { freshSettings } from "#lib/forum/settings.ts"
import { expirePagesBy } from "#lib/projections/pages.ts"
import { listen } from "#lib/testing/faults.ts"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { loadCompose } from "./compose.ts"
import { loadEdit } from "./edit.ts"
import { loadReadOnly } from "./read-only.ts"
import { loadNewTopic, loadReply } from "./writing.ts"

/** What is cached, by its key: kept until one of its tags is stale, as Next does it. */
const cache = vi.hoisted(() => new Map<string, { tags: string[]; value: Promise<unknown> }>())
vi.mock("next/cache", () => ({
  unstable_cache:
    (load: () => Promise<unknown>, key: string[], { tags }: { tags: string[] }) =>
    () => {
      const kept = cache.get(key.join()) ?? { tags, value: load() }
      cache.set(key.join(), kept)
      return kept.value
    },
}))

freshTable()
let stale: string[] = []
expirePagesBy(async (tags) => {
  stale.push(...tags)
  for (const [key, kept] of cache) if (kept.tags.some((tag) => tags.includes(tag))) cache.delete(key)
})
afterEach(() => expirePagesBy(async () => {}))

test("while the forum is read only every page says so, and every form before one types; but to administrators", async () => {
  const [ann, mod, admin, category] = [
    await someone(),
    await staff(),
    await staff("admin"),
    await aCategory(),
  ]
  const { topic, post } = await aTopic(ann, category)
  const set = async (values: Record<string, string>) => {
    await setSettings(admin, { version: (await freshSettings()).version, values })
    stale = []
    await settle()
  }
  const refusals = async (actor: typeof ann) => [
    (await loadNewTopic(actor)).refusal,
    (await loadReply(actor, { topic, area: "public" })).refusal,
    (await loadEdit(actor, post)).refusal,
    (await loadCompose(actor, { kind: "topic" })).refusal,
  ]
  expect([await loadReadOnly(), await refusals(ann)]).toEqual([false, Array(4).fill(undefined)])

  await set({ "read-only": "on" })
  // The same for everybody: it is asked once, and every page is made anew.
  expect(await loadReadOnly()).toBe(true)
  const asked = listen()
  expect([await loadReadOnly(), await loadReadOnly()]).toEqual([true, true])
  expect(asked).toEqual([])
  expect(stale).toEqual(expect.arrayContaining([SETTINGS, READ_ONLY]))
  for (const actor of [ann, mod])
    for (const refusal of await refusals(actor)) expect(refusal).toMatch(/read only for the moment/)
  expect(await refusals(admin)).toEqual(Array(4).fill(undefined))
  // Who is not signed in is led to sign in, as ever.
  expect((await loadNewTopic(GUEST)).refusal).toBeUndefined()

  await set({ "first-posts-held": "2" })
  expect(stale).not.toContain(READ_ONLY)
  await set({ "read-only": "off" })
  expect(stale).toContain(READ_ONLY)
  expect([await loadReadOnly(), await refusals(ann)]).toEqual([false, Array(4).fill(undefined)])
})
