/** Whatever happens around a digest, each notification is in one of them: late ones, those of several workers, of dying ones. */
import fc from "fast-check"
import { beforeAll, expect, test, vi } from "vitest"
import { DAY, epochSecondsIn, HOUR, MINUTE, now, setClock } from "#lib/base/clock.ts"
import { mintId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Notification } from "#lib/db/items/notifications.ts"
import { inboxOf, notificationAndInbox } from "#lib/db/patterns/notifications.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { type Member, personOf } from "#lib/forum/actor.ts"
import { inboxWrites } from "#lib/forum/inboxes.ts"
import { mail } from "#lib/projections/mail.ts"
import { intercept } from "#lib/testing/faults.ts"
import { mailRoom } from "#lib/testing/mail.ts"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { headersOf, partOf } from "#lib/testing/smtp.ts"
import { freshTable } from "#lib/testing/table.ts"
import { queueDigests } from "./digests.ts"
import { sendMail } from "./sending.ts"
import { changeSettings, settingsOf } from "./settings.ts"

freshTable()
vi.setConfig({ testTimeout: 240_000 })
const room = mailRoom()

/** Topics that people are told of, each by a title that is found again in a mail. */
const topics: { topic: string; post: string; title: string }[] = []
const MOST = 12
let bob: Member
beforeAll(async () => {
  bob = await staff()
  const category = await aCategory()
  for (let i = 0; i < MOST; i++) {
    const title = `Harbour number ${String.fromCharCode(65 + i)}`
    topics.push({ ...(await aTopic(bob, category, { title })), title })
  }
  await settle()
})

let later = 0
const pass = (by: number): void => {
  later += by
  setClock(() => Date.now() + later)
}

/** As a projection tells, of something that happened a while ago. */
async function tell({ id: user }: Member, n: number, ago: number): Promise<string> {
  const { topic, post } = topics[n]!
  const at = now() - ago
  const id = mintId(at, `${user} ${n}`)
  await untilSettled(async () => {
    const inbox = await inboxOf(user, { consistent: true })
    const after: Notification = {
      ...{ id, user, kind: "followed", category: "c", topic, post, count: 1 },
      ...{ by: [personOf(bob)], title: "x", createdAt: new Date(at).toISOString(), round: inbox.round },
      expiresAt: epochSecondsIn(90 * DAY),
    }
    await commit(inboxWrites({ inbox, changes: [{ after }] }))
    return inbox
  })
  return id
}

/** As a projection withdraws, or brings back, what was told as number n. */
async function settleOne({ id: user }: Member, told: Map<number, string>, n: number, hidden: boolean) {
  await untilSettled(async () => {
    const { notification: before, inbox } = await notificationAndInbox(user, told.get(n)!)
    const { withdrawn, ...shown } = before!
    const after: Notification = { ...shown, ...(hidden && { withdrawn: true }) }
    if ((withdrawn ?? false) !== hidden)
      await commit(inboxWrites({ inbox, changes: [{ before: before!, after }] }))
    return inbox
  })
}

/** What is due is queued and sent by two workers at once, which may die; and by another one afterwards. */
async function digestsGoOut(
  user: Member,
  dies: number | undefined,
  meanwhile: () => Promise<void>,
): Promise<void> {
  const due = Date.parse((await settingsOf(user.id)).nextDigestAt) + 1000
  if (due > now()) pass(due - now())
  let requests = 0
  const stop = intercept(async (_sent, goOn) => {
    const isDead = dies !== undefined && requests++ >= dies
    // Half of those that die have done what they were at.
    if (isDead && requests % 2 === 0) await goOn()
    if (isDead) throw new Error("Killed.")
    return goOn()
  })
  await Promise.allSettled([queueDigests(), queueDigests()])
  stop()
  await Promise.all([meanwhile(), queueDigests()])
  pass(MINUTE)
  await Promise.all([sendMail(), sendMail()])
  pass(HOUR)
  await sendMail()
}

const Event = fc.oneof(
  { weight: 5, arbitrary: fc.record({ told: fc.integer({ min: 0, max: 2 * 24 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      dies: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
      meanwhile: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ hides: fc.integer({ min: 0, max: MOST - 1 }), mailed: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ shows: fc.integer({ min: 0, max: MOST - 1 }) }) },
  { weight: 2, arbitrary: fc.record({ chooses: fc.constantFrom("at-once" as const, "digest" as const) }) },
)

/** What is to go by a mail of its own goes, unless it is hidden. */
async function mailTurn(): Promise<void> {
  await settle({ projections: [mail] })
  pass(MINUTE)
  await sendMail()
}

test("each notification is told by one mail, whenever it comes or is hidden for a while, whoever dies and whatever is chosen", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {})
  await fc.assert(
    fc.asyncProperty(fc.array(Event, { minLength: 4, maxLength: 14 }), async (events) => {
      const user = await someone()
      await settle({ projections: [mail] })
      await changeSettings(user.id, () => ({ digest: "daily", choices: { followed: "digest" } }))
      let told = 0
      const ids = new Map<number, string>()
      const next = async (ago: number): Promise<void> => {
        if (told === MOST) return
        const n = told++
        ids.set(n, await tell(user, n, ago))
      }
      for (const event of events) {
        pass(MINUTE)
        if ("told" in event) await next(event.told * HOUR)
        else if ("hides" in event) {
          if (event.hides < told) await settleOne(user, ids, event.hides, true)
          // Perhaps the turn of its mail comes while it is hidden.
          if (event.mailed) await mailTurn()
        } else if ("shows" in event) {
          if (event.shows < told) await settleOne(user, ids, event.shows, false)
        } else if ("chooses" in event) {
          const { chooses } = event
          // What was told before is queued by now, or never will be; sent it may be or not.
          await settle({ projections: [mail] })
          await changeSettings(user.id, () => ({ choices: { followed: chooses } }))
        } else
          await digestsGoOut(user, event.dies, async () => {
            if (event.meanwhile) await next(HOUR)
          })
      }
      for (const n of ids.keys()) await settleOne(user, ids, n, false)
      await mailTurn()
      for (let n = 0; n < 2; n++) await digestsGoOut(user, undefined, async () => {})
      const mails = room.to(`${user.name.toLowerCase()}@example.org`)
      const said = mails.map((one) => {
        const text = partOf(one, "text/plain").split("NEW AND WORTH READING")[0]!
        return headersOf(one).subject!.includes("What was new") ? text : (headersOf(one).subject ?? "")
      })
      const times = topics.slice(0, told).map(({ title }) => said.filter((one) => one.includes(title)).length)
      expect(times).toEqual(Array(told).fill(1))
    }),
    { numRuns: 8 },
  )
  setClock()
  vi.restoreAllMocks()
})
