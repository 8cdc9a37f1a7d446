import { beforeEach, describe, expect, test } from "vitest"
import { DAY, HOUR, MINUTE, now, setClock } from "#lib/base/clock.ts"
import { mintId } from "#lib/base/ids.ts"
import { putMany } from "#lib/db/batch.ts"
import { Notifications } from "#lib/db/items/notifications.ts"
import { digestsDue, mailsDue } from "#lib/db/patterns/mails.ts"
import type { Member } from "#lib/forum/actor.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { readUpTo } from "#lib/forum/reading.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { mail } from "#lib/projections/mail.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { aNotification, at, mailGoesOut, mailRoom } from "#lib/testing/mail.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { headersOf, partOf, type Taken } from "#lib/testing/smtp.ts"
import { freshTable } from "#lib/testing/table.ts"
import { queueDigests } from "./digests.ts"
import { sendMail } from "./sending.ts"
import { changeSettings, settingsOf } from "./settings.ts"

freshTable()
const room = mailRoom()
const digestsTo = ({ name }: Member): Taken[] =>
  room
    .to(`${name.toLowerCase()}@example.org`)
    .filter((one) => headersOf(one).subject!.includes("What was new"))
const textsTo = (who: Member): string[] => digestsTo(who).map((one) => partOf(one, "text/plain"))

/** The day's digests, as the worker makes and sends them when they are due. */
async function digestsGoOut(of: Member): Promise<number> {
  await settleFigures()
  const time = Date.parse((await settingsOf(of.id)).nextDigestAt) + 1000
  await at(time, queueDigests)
  await at(time + MINUTE, sendMail)
  return time
}

let [ann, bob] = [] as unknown as [Member, Member]
beforeEach(async () => {
  ;[ann, bob] = [await someone(), await someone()]
  await mailGoesOut()
  await changeSettings(bob.id, () => ({ digest: "never" }))
})

describe("a digest", () => {
  test("brings what waited for it and is unread, and the best new topics, in this order", async () => {
    const category = await aCategory({ name: "Harbour" })
    const own = await aTopic(ann, category, { title: "My own topic" })
    const { post } = await aReply(bob, own.topic)
    await aNotification(ann.id, { topic: own.topic, post }, bob, { kind: "followed" })
    await aTopic(bob, category, { title: "Quiet waters" })
    const liked = await aTopic(bob, category, { title: "Everybody likes this" })
    await aReply(await someone(), liked.topic)
    await likePost(await someone(), { post: liked.post, liked: true })
    await digestsGoOut(ann)
    const [text] = textsTo(ann)
    expect(text).toContain(`${bob.name}, whom you follow, writes in “My own topic”`)
    const places = ["FOR YOU", "writes in “My own", "WORTH READING", "Everybody likes this", "Quiet waters"]
    const found = places.map((words) => text!.indexOf(words))
    expect(found).toEqual([...found].sort((a, b) => a - b))
    expect(found).not.toContain(-1)
    expect(text!.match(/My own topic/g)).toHaveLength(1)
    expect(headersOf(digestsTo(ann)[0]!)).toMatchObject({
      subject: "[Stoa] What was new this week",
      precedence: "bulk",
      "list-id": '"Digest of Stoa" <digest.forum.example.org>',
      "list-unsubscribe": expect.stringContaining(".digest."),
    })
  })

  test("does not come when there is nothing to tell, and the next one tells what happens until then", async () => {
    await readAll()
    await digestsGoOut(ann)
    expect(digestsTo(ann)).toEqual([])
    const { nextDigestAt } = await settingsOf(ann.id)
    setClock(() => Date.parse(nextDigestAt) - HOUR)
    await aTopic(bob, await aCategory(), { title: "Came a week later" })
    setClock()
    await digestsGoOut(ann)
    expect(textsTo(ann)).toEqual([expect.stringContaining("Came a week later")])
  })

  test("comes once in its time, whoever is killed where and however many workers there are", async () => {
    const { topic, post } = await aTopic(bob, await aCategory(), { title: "One thing" })
    await aNotification(ann.id, { topic, post }, bob, { kind: "watched-category" })
    const time = Date.parse((await settingsOf(ann.id)).nextDigestAt) + 1000
    await at(time, () => Promise.all([queueDigests(), queueDigests(), queueDigests()]))
    // Here the worker that queued it dies; another goes on.
    expect(
      (await at(time, () => mailsDue(new Date(time + MINUTE).toISOString()))).filter(
        ({ user }) => user === ann.id,
      ),
    ).toHaveLength(1)
    await at(time + MINUTE, async () => {
      await queueDigests()
      await Promise.all([sendMail(), sendMail()])
      await queueDigests()
      await sendMail()
    })
    expect(digestsTo(ann)).toHaveLength(1)
    expect(Date.parse((await settingsOf(ann.id)).nextDigestAt)).toBeGreaterThan(time + 6 * DAY)
    expect((await digestsDue(new Date(time).toISOString())).map(({ user }) => user)).not.toContain(ann.id)
  })

  test("leaves out what is read, mailed already, removed, hidden from the member, or unwanted", async () => {
    const open = await aCategory({ name: "Open" })
    const { topic: t, post: first } = await aTopic(bob, open, { title: "Read already" })
    await readUpTo(ann, { post: first })
    const gone = await aTopic(bob, open, { title: "Removed already" })
    const staffOnly = await aCategory({ readers: "staff", writers: "staff" })
    const owner = await someone(undefined, { role: "moderator" })
    const hidden = await aTopic(owner, staffOnly, { title: "Staff alone" })
    const news = [
      await aNotification(ann.id, { topic: t, post: first }, bob, { kind: "like", title: "x" }),
      await aNotification(ann.id, { topic: gone.topic, post: gone.post }, bob, { kind: "followed" }),
      await aNotification(ann.id, { topic: hidden.topic, post: hidden.post }, owner, { kind: "followed" }),
      await aNotification(ann.id, { topic: t, post: first }, bob, { kind: "mention" }),
    ]
    await mailGoesOut()
    await putMany([Notifications.encode({ ...news[0]!, readAt: new Date().toISOString() })])
    await removePost(bob, { post: gone.post })
    await aTopic(bob, open, { title: "One to tell of" })
    await digestsGoOut(ann)
    const [text] = textsTo(ann)
    expect(text).toContain("One to tell of")
    for (const not of ["Read already", "Removed already", "Staff alone", "FOR YOU"])
      expect(text).not.toContain(not)
  })

  test("tells what was hidden when the last one was written, once it is shown again, and nothing twice", async () => {
    const category = await aCategory()
    const [kept, hidden] = [await aTopic(bob, category), await aTopic(bob, category)]
    const two = [kept, hidden].map((about) => aNotification(ann.id, about, bob, { kind: "followed" }))
    await Promise.all(two)
    await settle()
    await removePost(bob, { post: hidden.post })
    await settle()
    await digestsGoOut(ann)
    await removePost(bob, { post: kept.post })
    await settle()
    for (const { post } of [kept, hidden]) await restorePost(bob, { post })
    await settle()
    await digestsGoOut(ann)
    await digestsGoOut(ann)
    const told = textsTo(ann).map((text) =>
      [kept, hidden].map(({ post }) => text.includes(`/p/${post.toLowerCase()}`)),
    )
    expect(told.slice(0, 2)).toEqual([
      [true, false],
      [false, true],
    ])
    expect(told.slice(2).flat()).not.toContain(true)
  })

  test("that has to be tried again tells of what was hidden and shown meanwhile, and leaves the rest to the next", async () => {
    const category = await aCategory()
    const [back, hidden] = [await aTopic(bob, category), await aTopic(bob, category)]
    for (const about of [back, hidden]) await aNotification(ann.id, about, bob, { kind: "followed" })
    await settle()
    room.server().behave({ busy: 1 })
    const time = await digestsGoOut(ann)
    expect(textsTo(ann)).toEqual([])
    for (const { post } of [back, hidden]) await removePost(bob, { post })
    await settle()
    await restorePost(bob, { post: back.post })
    await settle()
    await at(time + HOUR, sendMail)
    await restorePost(bob, { post: hidden.post })
    await settle()
    await digestsGoOut(ann)
    const told = textsTo(ann).map((text) =>
      [back, hidden].map(({ post }) => text.includes(`/p/${post.toLowerCase()}`)),
    )
    expect(told).toEqual([
      [true, false],
      [false, true],
    ])
  })

  test("tells what is left to it after five days, in which the mail server was away", async () => {
    const { topic, post } = await aTopic(bob, await aCategory(), { title: "Waited for long" })
    const due = Date.parse((await settingsOf(ann.id)).nextDigestAt)
    const early = due - 4.8 * DAY
    const createdAt = new Date(early).toISOString()
    const told = { kind: "mention", id: mintId(early, `${topic} ${ann.id}`), createdAt } as const
    await aNotification(ann.id, { topic, post }, bob, told)
    await at(early, () => settle({ projections: [mail] }))
    await at(due + 1000, queueDigests)
    await changeSettings(ann.id, () => ({ choices: { mention: "digest" } }))
    await at(due + HOUR, sendMail)
    await digestsGoOut(ann)
    expect(
      textsTo(ann).filter((text) => text.includes("FOR YOU") && text.includes("Waited for long")),
    ).toHaveLength(1)
  })

  test("comes to nobody who wants none, or whose address returns mail", async () => {
    await aTopic(bob, await aCategory(), { title: "Unwanted" })
    const { nextDigestAt } = await settingsOf(ann.id)
    await at(Date.parse(nextDigestAt) + 1000, queueDigests)
    await changeSettings(ann.id, () => ({ digest: "never" }))
    await at(Date.parse(nextDigestAt) + MINUTE, sendMail)
    expect(digestsTo(ann)).toEqual([])
  })

  test("of every day says so", async () => {
    await changeSettings(ann.id, () => ({ digest: "daily" }))
    await aTopic(bob, await aCategory(), { title: "News of the day" })
    await digestsGoOut(ann)
    expect(headersOf(digestsTo(ann)[0]!).subject).toBe("[Stoa] What was new today")
    expect(Date.parse((await settingsOf(ann.id)).nextDigestAt) - now()).toBeLessThan(3 * DAY)
  })
})

/** Everything that other tests of this file wrote. */
async function readAll(): Promise<void> {
  await changeSettings(ann.id, () => ({ digestedAt: new Date(now() + 10 * MINUTE).toISOString() }))
}
