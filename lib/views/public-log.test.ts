import { expect, test } from "vitest"
import { nowIso } from "#lib/base/clock.ts"
import { changeCategory } from "#lib/forum/categories.ts"
import { lockTopic } from "#lib/forum/closing.ts"
import { decide } from "#lib/forum/deciding.ts"
import { removePost } from "#lib/forum/removal.ts"
import { report } from "#lib/forum/reporting.ts"
import { retitleTopic } from "#lib/forum/retitling.ts"
import { setSettings } from "#lib/forum/setting-changes.ts"
import { freshSettings } from "#lib/forum/settings.ts"
import { sanction } from "#lib/forum/standing.ts"
import { decision, reportOf } from "#lib/testing/cases.ts"
import { listen } from "#lib/testing/faults.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { placeInAddress } from "./log-places.ts"
import { publicLog } from "./public-log.ts"

freshTable()

const month = () => nowIso().slice(0, 7)
const set = async (on: "on" | "off") => {
  const { version } = await freshSettings()
  await setSettings(await staff("owner"), { version, values: { "public-log": on } })
}

test("the public log is there where it is wanted, and tells what everybody may read of acts on topics and posts", async () => {
  const [open, closed] = [await aCategory(), await aCategory({ readers: "members" })]
  const [ann, ben, mod] = [await someone(), await someone(), await staff()]
  const [here, there] = [
    await aTopic(ann, open, { title: "A fool and his boat" }),
    await aTopic(ann, closed, { title: "What members say" }),
  ]
  const { post } = await aReply(ben, here.topic, "Buy my boats!")
  const { id } = await report(ann, reportOf(post, "He always does"))
  await decide(mod, await decision(id, "hide", "Advertising"))
  await retitleTopic(mod, { topic: here.topic, version: 1, title: "Boats", tags: [], words: "Politely" })
  await lockTopic(mod, { topic: there.topic, locked: true })
  const act = { member: ben.id, turn: 0, length: "7", day: "", words: "Advertising" } as const
  await sanction(mod, { ...act, sanction: "silenced" })
  await settle()

  expect(await publicLog()).toBeNull()
  await set("on")
  const view = (await publicLog())!
  expect(view.rows.map(({ act, name, kind, topic }) => [act, name, kind, topic?.title])).toEqual([
    ["retitled", mod.name, "topic", "Boats"],
    ["hidden", mod.name, "post", "Boats"],
  ])
  // Nobody whom it concerns, no words of anybody, nothing of what only members read.
  const told = JSON.stringify(view)
  for (const secret of [ann.name, ben.name, "always", "Advertising", "Politely", "fool", "members say"])
    expect(told).not.toContain(secret)

  await removePost(mod, { post: here.post, why: "Gone" })
  await settle()
  const after = (await publicLog(month()))!
  expect(after.rows.map((row) => row.act)).toEqual(["hidden", "retitled", "hidden"])
  expect(JSON.stringify(after)).not.toContain("Boats")
  await changeCategory(await staff("admin"), open.id, { readers: "members" })
  expect((await publicLog())!.rows).toEqual([])
  for (const none of ["2001-01", "2999-01", "2026", "x"]) expect(await publicLog(none)).toBeNull()
  // A place that is none of its own is known before anything is read.
  const place = view.rows[0]!.place
  const asked = listen()
  const marks = ["A", "é", "€"].map((sign) => `${place}.${sign.repeat(16)}`)
  for (const made of ["x", "", place, ...marks, `${placeInAddress(place)}x`])
    expect(await publicLog(month(), made)).toBeNull()
  expect(asked).toEqual([])
  expect(await publicLog(month(), placeInAddress(place))).toMatchObject({ rows: [] })
  expect(await publicLog("2001-01", placeInAddress(place))).toBeNull()
  await set("off")
  expect(await publicLog()).toBeNull()
})
