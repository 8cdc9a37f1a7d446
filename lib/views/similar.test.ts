import { expect, test, vi } from "vitest"
import { GUEST } from "#lib/forum/actor.ts"
import { similarTopics } from "#lib/forum/searching.ts"
import { RULES } from "#lib/limits/rules.ts"
import { someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { similarTo } from "./similar.ts"

vi.mock("#lib/forum/searching.ts", () => ({ similarTopics: vi.fn(async () => []) }))

freshTable()

const { times } = RULES["search.similar"]
const TITLE = "Where do the boats go?"

test("similar topics are looked for so often, by a member and by who shares an address", async () => {
  const ann = await someone()
  for (const actor of [ann, GUEST]) {
    vi.mocked(similarTopics).mockClear()
    for (let n = 0; n < times; n++) await similarTo(actor, TITLE, "192.0.2.7")
    await expect(similarTo(actor, TITLE, "192.0.2.7")).rejects.toMatchObject({ kind: "limited" })
    expect(similarTopics).toHaveBeenCalledTimes(times)
  }
  await similarTo(await someone(), TITLE, "192.0.2.7")
})

test("a title that says too little costs nothing", async () => {
  const ann = await someone()
  for (let n = 0; n <= times; n++) expect(await similarTo(ann, "Where", "192.0.2.8")).toEqual([])
})
