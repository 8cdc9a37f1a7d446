import { beforeEach, describe, expect, test, vi } from "vitest"
import { MINUTE, now } from "#lib/base/clock.ts"
import type { Change } from "#lib/db/change.ts"
import { commit } from "#lib/db/commit.ts"
import { getMail } from "#lib/db/patterns/mails.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { findDeadLetter } from "#lib/db/patterns/stream.ts"
import { putSaga } from "#lib/db/writes/sagas.ts"
import { enqueue, giveUp, newMail, take } from "#lib/email/outbox.ts"
import type { Member } from "#lib/forum/actor.ts"
import { newSaga } from "#lib/forum/sagas.ts"
import type { Projection } from "#lib/projections/contract.ts"
import { setAside } from "#lib/projections/dead-letters.ts"
import { PROJECTIONS } from "#lib/projections/registered.ts"
import { commandsUseIt } from "#lib/testing/command-line.ts"
import { someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { loadDeadLetter, loadMachine } from "#lib/views/machine.ts"
import { loadOutbox } from "#lib/views/outbox.ts"
import { loadOverview } from "#lib/views/overview.ts"
import { loadRoom } from "#lib/views/room.ts"
import { loadCosts } from "../views/costs.ts"
import { sendDrop, sendHurry, sendMailAgain, sendRetry, sendRetryAll } from "./machine.ts"

freshTable()
commandsUseIt()

const poison = { still: true }
const weak: Projection = {
  name: "weak",
  entities: ["Told"],
  apply: async () => {
    if (poison.still) throw new Error("It is poison.")
  },
}
// Beside those that are there.
;(PROJECTIONS as Projection[]).push(weak)

let admin: Member
let others: Member[]
beforeEach(async () => {
  vi.spyOn(console, "error").mockImplementation(() => {})
  poison.still = true
  admin = await staff("admin")
  others = [await someone(), await staff("moderator")]
})

async function letter(n: number): Promise<string> {
  const key = { PK: `P${n}`, SK: "x" }
  const change: Change = {
    ...{ sequence: String(n).padStart(40, "0"), shard: "s", at: "2026-11-21T01:00:00.000Z", key },
    ...{ entityType: "Told", after: { ...key, words: "what was written" } },
  }
  await setAside({ projection: weak, change, error: new Error("It is poison.") })
  return `${n}-s-weak`
}

test("only administrators see what goes on behind the pages, and set it right", async () => {
  const id = await letter(90)
  const mail = { user: admin.id, mail: admin.id }
  for (const actor of others)
    for (const refused of [
      loadOverview(actor, {}),
      loadRoom(actor),
      loadMachine(actor),
      loadDeadLetter(actor, id),
      loadOutbox(actor),
      loadCosts(actor),
      sendRetry(actor, { letter: id }),
      sendRetryAll(actor),
      sendDrop(actor, { letter: id }),
      sendMailAgain(actor, mail),
      sendHurry(actor, { saga: admin.id }),
    ])
      await expect(refused).rejects.toMatchObject({ kind: "forbidden" })
  expect(await findDeadLetter(id)).toBeDefined()
  await sendDrop(admin, { letter: id })
})

describe("a change that could not be applied", () => {
  test("is listed with its reason, and shown with what it holds", async () => {
    const id = await letter(1)
    const { letters } = await loadMachine(admin)
    expect(letters).toMatchObject([
      { id, projection: "weak", reason: "It is poison.", item: "P1 x", attempts: 1 },
    ])
    expect((await loadDeadLetter(admin, id))!.payload).toContain("words: 'what was written'")
  })

  test("stays with the new reason while it fails, and is gone once it is applied", async () => {
    await expect(sendRetry(admin, { letter: "1-s-weak" })).rejects.toMatchObject({
      code: "letter-fails",
      message: "It still fails: It is poison.",
    })
    expect(await findDeadLetter("1-s-weak")).toMatchObject({ attempts: 2 })
    poison.still = false
    expect(await sendRetry(admin, { letter: "1-s-weak" })).toMatchObject({
      to: expect.stringContaining("applied=1"),
    })
    await expect(sendRetry(admin, { letter: "1-s-weak" })).rejects.toMatchObject({ code: "letter-gone" })
    expect(await loadDeadLetter(admin, "1-s-weak")).toBeUndefined()
  })

  test("is tried with all others, and it is said how many still fail", async () => {
    for (const n of [2, 3]) await letter(n)
    expect((await sendRetryAll(admin)).to).toMatch(/applied=0&failing=2$/)
    poison.still = false
    expect((await sendRetryAll(admin)).to).toMatch(/applied=2&failing=0$/)
    expect((await loadRoom(admin)).letters).toEqual({ count: 0, isMore: false })
  })
})

test("mail that was given up is listed with the reason and without its words, and sent again", async () => {
  const ben = await someone()
  const mail = newMail(ben.id, "lost", now(), { kind: "letter", sealed: "a secret" })
  await enqueue(mail)
  await giveUp((await take(mail))!, "552 too large")
  const { failed } = await loadOutbox(admin)
  expect(failed).toMatchObject([{ name: ben.name, kind: "letter", tries: 1, reason: "552 too large" }])
  expect(JSON.stringify(failed)).not.toContain("secret")
  // Its text is forgotten: there is nothing to send.
  await expect(sendMailAgain(admin, { user: ben.id, mail: mail.id })).rejects.toMatchObject({
    code: "mail-gone",
  })
  const other = newMail(ben.id, "other", now(), { kind: "welcome" })
  await enqueue(other)
  await giveUp((await take(other))!, "552 too large")
  await sendMailAgain(admin, { user: ben.id, mail: other.id })
  expect(await getMail(ben.id, other.id)).toMatchObject({ state: "waiting", tries: 0 })
})

test("work that failed and waits goes on at once; what ended badly is listed with the reason", async () => {
  const [waits, failed] = ["rename-member", "rename-member"].map((kind) =>
    newSaga(kind, { user: admin.id, name: "Rudder", before: "Tiller" }),
  ) as [ReturnType<typeof newSaga>, ReturnType<typeof newSaga>]
  const notBefore = new Date(now() + 9 * MINUTE).toISOString()
  await commit(
    putSaga({ ...waits, attempts: 3, failure: "Something is wrong.", fault: "ECONNRESET", notBefore }),
  )
  await commit(putSaga({ ...failed, state: "failed", failure: "The name is taken." }))
  const view = await loadMachine(admin)
  expect(view.works).toMatchObject([
    { id: waits.id, attempts: 3, failure: "ECONNRESET", goesOnAt: notBefore },
  ])
  expect(view.failed).toMatchObject([{ id: failed.id, failure: "The name is taken." }])
  await sendHurry(admin, { saga: waits.id })
  expect((await getSaga(waits.id))!.notBefore).toBeUndefined()
  await expect(sendHurry(admin, { saga: failed.id })).rejects.toMatchObject({ code: "saga-moves" })
})
