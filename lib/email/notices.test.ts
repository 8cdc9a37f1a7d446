import { beforeEach, describe, expect, test } from "vitest"
import { HOUR, MINUTE, now, nowIso } from "#lib/base/clock.ts"
import { putMany } from "#lib/db/batch.ts"
import { type Notification, Notifications } from "#lib/db/items/notifications.ts"
import { Users } from "#lib/db/items/users.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import type { Member } from "#lib/forum/actor.ts"
import { changeCategory } from "#lib/forum/categories.ts"
import { reply } from "#lib/forum/posts.ts"
import { removePost } from "#lib/forum/removal.ts"
import { aNotification, mailGoesOut, mailRoom } from "#lib/testing/mail.ts"
import { aCategory, aReply, aTopic, someone, staff, suspended } from "#lib/testing/people.ts"
import { headersOf, partOf } from "#lib/testing/smtp.ts"
import { freshTable } from "#lib/testing/table.ts"
import { DEFAULT_CHOICES } from "./choices.ts"
import { chooseMail, SettingsInput, settingsOf, stopTopicMail } from "./settings.ts"

freshTable()
const room = mailRoom()
const emailOf = ({ name }: Member): string => `${name.toLowerCase()}@example.org`

let [ann, bob] = [] as unknown as [Member, Member]
let scene: { category: { id: string }; topic: string; first: string; post: string }
beforeEach(async () => {
  ;[ann, bob] = [await someone(), await someone()]
  const category = await aCategory({ name: "Harbour & “Quay”" })
  const { topic, post: first } = await aTopic(ann, category, { title: "Where do the <boats> go?" })
  const { post } = await aReply(bob, topic, "South, **like** the birds. ||A secret||\n\n![map](/map.png)")
  scene = { category, topic, first, post }
})

const told = () => aNotification(ann.id, scene, bob)
const choose = (changes: Record<string, string>) =>
  chooseMail(
    ann,
    SettingsInput.parse({
      ...DEFAULT_CHOICES,
      digest: "weekly",
      ...changes,
    }),
  )

/** What arrived beside the welcome. */
const arrived = (who = ann) =>
  room.to(emailOf(who)).filter((one) => !headersOf(one).subject!.startsWith("Welcome"))

describe("a notification that its member wants at once", () => {
  test("comes by mail, in the words of the post, as text and as HTML", async () => {
    await told()
    await mailGoesOut()
    expect(arrived()).toHaveLength(1)
    const [mail] = arrived()
    expect(headersOf(mail!)).toMatchObject({
      subject: "[Stoa] Where do the <boats> go?",
      from: `"${bob.name} (Stoa)" <forum@example.org>`,
      "reply-to": "Stoa <forum@example.org>",
      to: emailOf(ann),
    })
    const [text, html] = [partOf(mail!, "text/plain"), partOf(mail!, "text/html")]
    expect(text).toContain(`${bob.name} answers your post in “Where do the <boats> go?”:`)
    expect(text).toContain("South, like the birds.")
    expect(text).toContain(`https://forum.example.org/p/${scene.post.toLowerCase()}`)
    expect(html).toContain("<strong>like</strong>")
    expect(html).toContain("Where do the &lt;boats&gt; go?")
    for (const part of [text, html]) expect(part).not.toContain("A secret")
    expect(html).not.toMatch(/<img|<script/)
    expect(html).toContain('content="light dark"')
  })

  test("has the headers by which programs thread it, know it for a machine's, and stop it", async () => {
    await told()
    await mailGoesOut()
    const headers = headersOf(arrived()[0]!)
    const id = (text: string) => `<${text.toLowerCase()}@forum.example.org>`
    expect(headers).toMatchObject({
      "message-id": id(`post-${scene.post}`),
      "in-reply-to": id(`topic-${scene.topic}`),
      references: id(`topic-${scene.topic}`),
      "auto-submitted": "auto-generated",
      precedence: "list",
      "list-unsubscribe-post": "List-Unsubscribe=One-Click",
    })
    expect(headers["list-id"]).toMatch(/<c-[0-9a-f-]+\.forum\.example\.org>$/)
    expect(headers["list-id"]).toContain("Harbour & “Quay”")
    expect(headers["list-unsubscribe"]).toMatch(
      /^<https:\/\/forum\.example\.org\/api\/unsubscribe\/[\w.-]+>$/,
    )
  })

  test("is one thread: an answer to an answer names it and the topic", async () => {
    const { post } = await aReply(ann, scene.topic, "Thank you.")
    const answer = await reply(bob, {
      form: "aform",
      topic: scene.topic,
      body: "You are welcome.",
      replyTo: post,
    })
    await aNotification(ann.id, { topic: scene.topic, post: answer.post }, bob)
    await aNotification(bob.id, { topic: scene.topic, post: scene.first }, ann, { kind: "watched-category" })
    await choose({})
    await mailGoesOut()
    const id = (text: string) => `<${text.toLowerCase()}@forum.example.org>`
    expect(headersOf(arrived()[0]!)).toMatchObject({
      "message-id": id(`post-${answer.post}`),
      "in-reply-to": id(`post-${post}`),
      references: `${id(`topic-${scene.topic}`)} ${id(`post-${post}`)}`,
    })
  })

  test("waits a moment, and does not come when it was read in that time", async () => {
    const one = await told()
    await mailGoesOut(MINUTE / 2)
    expect(arrived()).toEqual([])
    await putMany([Notifications.encode({ ...one, readAt: nowIso() })])
    await mailGoesOut()
    expect(arrived()).toEqual([])
  })

  test("does not come twice, however often it is told and sent", async () => {
    const one = await told()
    await mailGoesOut()
    await putMany([Notifications.encode(one)])
    await mailGoesOut()
    await mailGoesOut(HOUR)
    expect(arrived()).toHaveLength(1)
  })
})

describe("no mail comes", () => {
  const cases: [string, (one: Notification) => Promise<unknown>][] = [
    ["of what was withdrawn", async (one) => putMany([Notifications.encode({ ...one, withdrawn: true })])],
    ["of a post that was removed", async () => removePost(await staff(), { post: scene.post })],
    [
      "of what the member may not read any more",
      async () =>
        changeCategory({ kind: "operator" }, scene.category.id, { name: "Staff", readers: "staff" }),
    ],
    ["to who is suspended", async () => suspended(ann, new Date(now() + HOUR).toISOString())],
    ["to who wants none of this kind", async () => choose({ reply: "never" })],
    ["to who wants this kind in the digest", async () => choose({ reply: "digest" })],
    ["to who wants none at all", async () => choose({ off: "on" })],
    ["to who wants none about the topic", async () => stopTopicMail(ann.id, scene.topic)],
  ]
  for (const [what, happen] of cases)
    test(what, async () => {
      await happen(await told())
      await mailGoesOut()
      expect(arrived()).toEqual([])
    })

  test("to members without an address, or with one that they have not confirmed", async () => {
    const imported = await someone(undefined, { email: undefined, verifiedAt: undefined })
    const pending = await someone(undefined, { verifiedAt: undefined })
    const taken = room.server().taken.length
    for (const { id } of [imported, pending]) await aNotification(id, scene, bob)
    await mailGoesOut()
    expect(
      room
        .server()
        .taken.slice(taken)
        .flatMap((one) => one.to),
    ).not.toContain(emailOf(pending))
  })

  test("with more receivers or headers than ours, whatever a title or a name holds", async () => {
    const mallory = await someone(undefined, { email: "a@example.org,eve@example.org" })
    const { topic, post } = await aTopic(bob, scene.category, {
      title: "Hello\r\nBcc: eve@example.org\r\n\r\nand this is the text",
    })
    await aNotification(ann.id, { topic, post }, { id: bob.id, name: 'x"\r\nBcc: eve@example.org' })
    await aNotification(mallory.id, { topic, post }, bob)
    await mailGoesOut()
    expect(room.server().taken.flatMap((one) => one.to)).not.toContain("eve@example.org")
    const headers = headersOf(arrived()[0]!)
    expect(headers.bcc).toBeUndefined()
    expect(headers.from).toMatch(/<forum@example\.org>$/)
  })
})

test("likes are told by name and number, without the text", async () => {
  await choose({ like: "at-once" })
  const eve = await someone()
  await aNotification(ann.id, { topic: scene.topic, post: scene.first }, bob, {
    kind: "like",
    by: [bob, eve].map(({ id, name }) => ({ id, name })),
    count: 3,
  })
  await mailGoesOut()
  expect(partOf(arrived()[0]!, "text/plain")).toContain(
    `${bob.name} and 2 others like your post in “Where do`,
  )
  expect(headersOf(arrived()[0]!).from).toBe("Stoa <forum@example.org>")
})

test("a member who has confirmed an address is welcomed, once, and has a digest to come", async () => {
  await mailGoesOut()
  await putMany([Users.encode((await getUser(ann.id))!)])
  await mailGoesOut()
  const welcomes = room.to(emailOf(ann)).filter((one) => headersOf(one).subject!.startsWith("Welcome"))
  expect(welcomes).toHaveLength(1)
  expect(partOf(welcomes[0]!, "text/plain")).toContain("https://forum.example.org/settings/notifications")
  const settings = await settingsOf(ann.id)
  expect(settings.version).toBe(1)
  expect(Date.parse(settings.nextDigestAt)).toBeGreaterThan(now())
})
