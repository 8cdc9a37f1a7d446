import { afterEach, expect, test } from "vitest"
import { DAY, epochSecondsIn, nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { putMany } from "#lib/db/batch.ts"
import { Notifications } from "#lib/db/items/notifications.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { endAccountOf } from "#lib/forum/leaving.ts"
import { dump } from "#lib/testing/dump.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { finish, presentTime } from "#lib/testing/sagas.ts"
import { freshTable } from "#lib/testing/table.ts"

freshTable()
afterEach(presentTime)

test("what was withdrawn gets the other name, and not the title of now", async () => {
  const [member, other, reader] = [await someone(), await someone(), await someone()]
  const { topic } = await aTopic(other, await aCategory(), { title: "What only staff may see now" })
  const { post } = await aReply(member, topic)
  const about = { category: "c", topic, post, by: [{ id: member.id, name: member.name }] }
  const times = { createdAt: nowIso(), expiresAt: epochSecondsIn(DAY) }
  const told = { user: reader.id, kind: "mention", ...about, count: 1, round: 1, ...times } as const
  const [shown, hidden] = [newId(), newId()]
  await putMany([
    Notifications.encode({ ...told, id: shown, title: "Then" }),
    Notifications.encode({ ...told, id: hidden, title: "Then", withdrawn: true }),
  ])
  await finish((await endAccountOf((await getUser(member.id))!, "keep")).id)
  const { name } = (await getUser(member.id))!
  const kept = (await dump()).filter(({ entityType }) => entityType === "Notification")
  const by = [{ id: member.id, name }]
  expect(kept.find(({ id }) => id === shown)).toMatchObject({ by, title: "What only staff may see now" })
  expect(kept.find(({ id }) => id === hidden)).toMatchObject({ by, title: "Then" })
})
