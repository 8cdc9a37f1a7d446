import { expect, test, vi } from "vitest"
import { DAY, now } from "#lib/base/clock.ts"
import { commandsUseIt } from "#lib/testing/command-line.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { main } from "./forum.ts"

freshTable()
commandsUseIt()

/** What a command prints, line by line, with single spaces. */
async function printed(...args: string[]): Promise<string[]> {
  const out = vi.spyOn(console, "log").mockImplementation(() => {})
  try {
    expect(await main(["statistics", ...args])).toBe(0)
    const text = out.mock.calls.map(([line]) => String(line)).join("\n")
    return text.split("\n").map((line) => line.replaceAll(/\s+/g, " "))
  } finally {
    out.mockRestore()
  }
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

test("statistics prints each day, also those without anything, and what each category had", async () => {
  const [ann, ben] = [await someone(), await someone()]
  const [category, other] = [await aCategory(), await aCategory()]
  const { topic } = await aTopic(ann, category)
  await aReply(ben, topic)
  await aTopic(ann, other)
  await settle()
  const [today, yesterday] = [dayOf(now()), dayOf(now() - DAY)]
  const lines = await printed("--days", "2")
  expect(lines[0]).toBe("day topics posts sign-ups active reports decided")
  expect(lines[1]).toBe(`${yesterday} 0 0 0 0 0 0`)
  expect(lines[2]).toBe(`${today} 2 3 2 2 0 0`)
  expect(lines).toContain("2 days: 2 topics, 3 posts")
  expect(lines).toContain(`${category.id} 1 topic, 2 posts`)
  expect(await printed("--days", "1", "--category", category.id)).toContain(`${today} 1 2 2 0 0`)
})

test("a category that is none is said to be none", async () => {
  const err = vi.spyOn(console, "error").mockImplementation(() => {})
  expect(await main(["statistics", "--category", "nowhere"])).toBe(1)
  expect(err.mock.calls.join()).toContain("There is no category nowhere")
  err.mockRestore()
})
