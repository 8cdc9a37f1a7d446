import { expect, test } from "vitest"
import { eventsOfCase } from "#lib/db/patterns/cases.ts"
import { decide } from "#lib/forum/deciding.ts"
import { writeToStaff } from "#lib/forum/staff-messages.ts"
import { decision, toldTo } from "#lib/testing/cases.ts"
import { listen } from "#lib/testing/faults.ts"
import { aForm, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { caseNews } from "./case-news.ts"

freshTable()

test("of a conversation that ends nobody is told, and only its beginning is read, also before the case is kept", async () => {
  const [ann, mod] = [await someone(), await staff()]
  const { id } = await writeToStaff(ann, { form: aForm(), body: "The jetty is loose" })
  await decide(mod, await decision(id, "settle"))
  const { items } = await eventsOfCase(id)
  expect(items.map(({ type }) => type)).toEqual(["wrote", "settled"])
  const sent = listen()
  await settle({ projections: [caseNews] })
  const read = sent.filter(({ input }) => JSON.stringify(input).includes(id) && !input.ShardIterator)
  expect(read.map(({ command, input }) => [command, input.Limit])).toEqual([["Query", 1]])
  await settle()
  expect(await toldTo(ann)).toEqual([])
})
