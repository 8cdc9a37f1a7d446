import { beforeEach, describe, expect, test } from "vitest"
import { DAY, HOUR } from "#lib/base/clock.ts"
import { lowestIdAt, newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { userKey } from "#lib/db/keys/users.ts"
import { getPost } from "#lib/db/patterns/posts.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { at } from "#lib/testing/mail.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { type Member, memberFrom } from "./actor.ts"
import { caseIdOf, pastOf } from "./cases.ts"
import { editPost } from "./editing.ts"
import { changeSettings, settings } from "./settings.ts"
import { earnedLevel } from "./trust.ts"
import { setTrust, TrustInput } from "./trusting.ts"

freshTable()

const OPERATOR = { kind: "operator" } as const
const newcomer = (): Promise<Member> => someone(undefined, { postCount: 0 })
const aPlace = async (): Promise<string> => (await aTopic(await someone(), await aCategory())).topic
const again = async ({ id }: Member): Promise<Member> =>
  memberFrom((await getUser(id, { consistent: true }))!, await settings())
const choice = (member: string, level: string, words = "") => TrustInput.parse({ member, level, words })

describe("a level is earned", () => {
  const joined = (daysAgo: number) => ({ posts: 0, days: 0, likes: 0, joinedAt: Date.now() - daysAgo * DAY })

  test.each([
    ["nothing", {}, 0],
    ["all but enough", { posts: 9, days: 14, likes: 100 }, 0],
    ["ten posts", { posts: 10 }, 1],
    ["fifteen days of reading", { days: 15 }, 1],
    ["much writing that nobody likes", { posts: 500, days: 500, likes: 19 }, 1],
    ["writing, being here, and being liked", { posts: 50, days: 30, likes: 20 }, 2],
  ])("by %s: %j is %i", (_, figures, level) => {
    expect(earnedLevel({ ...joined(0), ...figures })).toBe(level)
  })

  test("by having come a month ago", () => {
    expect([29, 30].map((days) => earnedLevel(joined(days)))).toEqual([0, 1])
    expect(memberFrom({ id: lowestIdAt(Date.now() - 40 * DAY), postCount: 0 } as never).level).toBe(1)
    expect(memberFrom({ id: newId(), postCount: 0 } as never).level).toBe(0)
  })

  test("by other thresholds as soon as they are set", async () => {
    const ann = await someone(undefined, { postCount: 3 })
    expect((await again(ann)).level).toBe(0)
    await changeSettings(OPERATOR, { values: { "trust-member-posts": 3 } })
    expect((await again(ann)).level).toBe(1)
    await changeSettings(OPERATOR, { values: { "trust-member-posts": null } })
    expect((await again(ann)).level).toBe(0)
  })
})

describe("staff", () => {
  test("give a level that stays, say why, and let it be earned again", async () => {
    const [ann, mod] = [await newcomer(), await staff()]
    await setTrust(mod, choice(ann.id, "3", "I know her"))
    expect((await again(ann)).level).toBe(3)
    await setTrust(mod, choice(ann.id, "3", "I know her"))
    await setTrust(mod, choice(ann.id, "earned"))
    expect((await again(ann)).level).toBe(0)
    const past = await pastOf(caseIdOf({ kind: "member", id: ann.id }))
    expect(past.map((event) => [event.type, "level" in event ? event.level : undefined])).toEqual([
      ["trusted", 3],
      ["trusted", undefined],
    ])
    expect(past[0]).toMatchObject({ by: mod.id, words: "I know her" })
  })

  test("can take trust away from who has earned it", async () => {
    const ann = await someone(undefined, { postCount: 500, likesReceived: 500, daysHere: 500 })
    expect((await again(ann)).level).toBe(2)
    await setTrust(await staff(), choice(ann.id, "0"))
    expect((await again(ann)).level).toBe(0)
  })

  test("do so with members, not with those beside or above them; for others there is no such thing", async () => {
    const [mod, admin, ann] = [await staff(), await staff("admin"), await newcomer()]
    await expect(setTrust(mod, choice(admin.id, "0"))).rejects.toMatchObject({ kind: "forbidden" })
    await expect(setTrust(ann, choice(mod.id, "0"))).rejects.toMatchObject({ kind: "not-found" })
    await expect(setTrust(ann, choice(ann.id, "3"))).rejects.toMatchObject({ kind: "not-found" })
  })
})

describe("a new member", () => {
  const links = (count: number): string =>
    Array.from({ length: count }, (_, i) => `https://boats.example/${i}`).join(" ")
  const pictures = (count: number): string =>
    Array.from({ length: count }, (_, i) => `![a boat](https://boats.example/${i}.png)`).join(" ")

  beforeEach(async () => {
    await changeSettings(OPERATOR, {
      values: { "new-links": 2, "new-pictures": 1, "new-topics": 2, "new-edit-hours": 5 },
    })
  })

  test("puts a few links and pictures into a post, also by an edit; others as many as fit", async () => {
    const [ann, topic] = [await newcomer(), await aPlace()]
    const { post } = await aReply(ann, topic, `${links(2)} ${pictures(1)}`)
    const refused = (message: RegExp) => ({
      kind: "invalid",
      details: { field: "body" },
      message: expect.stringMatching(message),
    })
    await expect(aReply(ann, topic, links(3))).rejects.toMatchObject(refused(/2 links to other sites/))
    await expect(aTopic(ann, await aCategory(), { body: pictures(2) })).rejects.toMatchObject(
      refused(/one picture /),
    )
    await expect(editPost(ann, { post, version: 1, body: links(3) })).rejects.toMatchObject(
      refused(/2 links/),
    )
    await aReply({ ...ann, level: 1 }, topic, `${links(9)} ${pictures(9)}`)
    await aReply(await staff(), topic, links(9))
  })

  test("starts a few topics a day", async () => {
    const [ann, category] = [await newcomer(), await aCategory()]
    await aTopic(ann, category)
    await aTopic(ann, category)
    await expect(aTopic(ann, category)).rejects.toMatchObject({ kind: "limited" })
    await aTopic({ ...ann, level: 1 }, category)
    await at(Date.now() + DAY, () => aTopic(ann, category))
  })

  test("edits for some hours; others, and staff what is theirs, for ever", async () => {
    const [ann, topic] = [await newcomer(), await aPlace()]
    const { post } = await aReply(ann, topic)
    const edit = (who: Member, version: number) => editPost(who, { post, version, body: `Edit ${version}` })
    await at(Date.now() + 4 * HOUR, () => edit(ann, 1))
    await expect(at(Date.now() + 5 * HOUR, () => edit(ann, 2))).rejects.toMatchObject({
      code: "edit-too-late",
    })
    await at(Date.now() + 6 * HOUR, () => edit({ ...ann, level: 1 }, 2))
    const mod = await staff()
    await at(Date.now() + 7 * HOUR, () => edit(mod, 3))
    expect((await getPost(topic, post))?.version).toBe(4)
    await changeSettings(OPERATOR, { values: { "new-edit-hours": 0 } })
    await at(Date.now() + 8 * HOUR, () => edit(ann, 4))
  })
})

test("a regular writes twice as quickly", async () => {
  const [ann, topic] = [await someone(), await aPlace()]
  for (let n = 0; n < 10; n++) await aReply(ann, topic)
  await expect(aReply(ann, topic)).rejects.toMatchObject({ kind: "limited" })
  for (let n = 0; n < 10; n++) await aReply({ ...ann, level: 2 }, topic)
  await expect(aReply({ ...ann, level: 2 }, topic)).rejects.toMatchObject({ kind: "limited" })
})

test("what was read from a user of before has a level, too", async () => {
  const ann = await someone()
  await commit([{ kind: "update", key: userKey(ann.id), update: "REMOVE daysHere, trustGiven" }])
  expect((await again(ann)).level).toBe(1)
})
