import { expect, test, vi } from "vitest"
import { newId } from "#lib/base/ids.ts"
import { relatedTopics } from "#lib/forum/searching.ts"
import { aCategory, aTopic, someone } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { loadRelated, relatedFor } from "./related.ts"
import type { TopicHead } from "./topic.ts"

// Outside of Next nothing is kept.
vi.mock("next/cache", () => ({ unstable_cache: <T>(load: T) => load }))
vi.mock("#lib/forum/searching.ts", () => ({ relatedTopics: vi.fn() }))

freshTable()

test("two searches for related topics run at a time; other pages come without, and ask again", async () => {
  const [ann, category] = [await someone(), await aCategory()]
  const [one, other] = [await aTopic(ann, category), await aTopic(ann, category, { title: "Other boats" })]
  await settle()
  const waiting: (() => void)[] = []
  vi.mocked(relatedTopics).mockImplementation(async () => {
    await new Promise<void>((go) => waiting.push(go))
    return [{ id: other.topic, category: category.id }]
  })
  const head = { id: newId(), title: "Boats", tags: [] } as unknown as TopicHead
  const first = [loadRelated(one.topic), relatedFor(ann, head)]
  await vi.waitFor(() => expect(waiting).toHaveLength(2))
  expect(await loadRelated(one.topic)).toEqual([])
  expect(await relatedFor(ann, head)).toEqual([])
  expect(relatedTopics).toHaveBeenCalledTimes(2)
  for (const go of waiting) go()
  for (const links of await Promise.all(first)) expect(links).toHaveLength(1)
  const again = loadRelated(one.topic)
  await vi.waitFor(() => expect(waiting).toHaveLength(3))
  waiting[2]!()
  expect(await again).toHaveLength(1)
})
