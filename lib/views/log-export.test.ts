import { expect, test } from "vitest"
import { nowIso } from "#lib/base/clock.ts"
import { decide } from "#lib/forum/deciding.ts"
import { removePost } from "#lib/forum/removal.ts"
import { aPost, decision, reported } from "#lib/testing/cases.ts"
import { someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { exportStaffLog } from "./log-export.ts"

freshTable()

const month = () => nowIso().slice(0, 7)
async function all(lines: AsyncGenerator<string> | null): Promise<string> {
  let text = ""
  for await (const part of lines!) text += part
  return text
}

test("a month of the staff log goes into a file, whole, and no cell of it is a formula", async () => {
  const [mod, { id }] = [await staff(), await reported()]
  await decide(mod, await decision(id, "hide", '=HYPERLINK("x")'))
  // More than a page of events.
  for (let n = 0; n < 52; n++) await removePost(mod, { post: (await aPost()).post, why: `Number ${n}` })
  await settle()
  const lines = (await all(exportStaffLog(mod, month(), "ndjson"))).trim().split("\n")
  expect(lines).toHaveLength(54)
  expect(JSON.parse(lines[0]!)).toMatchObject({ type: "hidden", by: mod.name, words: "Number 51" })
  const csv = await all(exportStaffLog(mod, month(), "csv"))
  expect(csv.split("\r\n")[0]).toMatch(/^at,type,by,/)
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
  expect(exportStaffLog(mod, "2026", "csv")).toBeNull()
  const ann = await someone()
  expect(() => exportStaffLog(ann, month(), "csv")).toThrow(/may not/)
}, 60_000)
