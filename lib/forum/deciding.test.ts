import { describe, expect, test } from "vitest"
import { getPost } from "#lib/db/patterns/posts.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { aPost, decision, reported, reportOf, toldTo, types } from "#lib/testing/cases.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { GUEST } from "./actor.ts"
import { appeal } from "./appealing.ts"
import { foldCase } from "./case-folding.ts"
import { caseIdOf, currentCase, pastOf } from "./cases.ts"
import { decide, visibleCase } from "./deciding.ts"
import { removePost, restorePost } from "./removal.ts"
import { report } from "./reporting.ts"

freshTable()

describe("a decision", () => {
  test("hides the post and says why, in its place, to its author, and to who reported it", async () => {
    const { author, reporter, topic, post, id } = await reported()
    const mod = await staff()
    await decide(mod, await decision(id, "hide", "Advertising"))
    expect((await getPost(topic, post))?.removed).toMatchObject({ byStaff: true, why: "Advertising" })
    await settle()
    expect(await toldTo(author)).toEqual([["hidden", "Advertising"]])
    expect(await toldTo(reporter)).toEqual([["acted", "Advertising"]])
    expect(await toldTo(mod)).toEqual([])
  })

  test("that nothing is wrong is told to who reported it alone", async () => {
    const { author, reporter, topic, post, id } = await reported()
    await decide(await staff(), await decision(id, "dismiss", "They may say so"))
    await settle()
    expect((await getPost(topic, post))?.removed).toBeUndefined()
    expect(await toldTo(reporter)).toEqual([["dismissed", "They may say so"]])
    expect(await toldTo(author)).toEqual([])
  })

  test("is for staff, for whom else there is no case", async () => {
    const { author, reporter, id } = await reported()
    for (const one of [author, reporter])
      await expect(decide(one, await decision(id, "dismiss"))).rejects.toMatchObject({ code: "case-missing" })
    await expect(visibleCase(GUEST, id)).rejects.toMatchObject({ kind: "unauthenticated" })
  })

  test("is not for who is below its author, nor about oneself", async () => {
    const [admin, mod, reporter] = [await staff("admin"), await staff(), await someone()]
    const { topic } = await aTopic(admin, await aCategory())
    const [above, own] = [await aReply(admin, topic), await aReply(mod, topic)]
    const first = await report(reporter, reportOf(above.post))
    const second = await report(reporter, reportOf(own.post))
    await expect(decide(mod, await decision(first.id, "hide", "No"))).rejects.toMatchObject({
      code: "staff-above",
    })
    await expect(decide(mod, await decision(second.id, "dismiss"))).rejects.toMatchObject({
      code: "own-case",
    })
    expect((await getPost(topic, above.post))?.removed).toBeUndefined()
    await expect(removePost(mod, { post: above.post })).rejects.toMatchObject({ code: "staff-above" })
  })

  test("of two moderators at once is that of one; the other is shown what happened", async () => {
    const { topic, post, id } = await reported()
    const [one, two] = [await staff(), await staff()]
    const turn = (await currentCase(id))!.turn
    const both = await Promise.allSettled([
      decide(one, { case: id, turn, decision: "hide", words: "Advertising" }),
      decide(two, { case: id, turn, decision: "dismiss", words: undefined }),
    ])
    const lost = both.filter((result) => result.status === "rejected")
    expect(lost).toHaveLength(1)
    const winner = both[0].status === "fulfilled" ? one : two
    expect(lost[0]!.reason).toMatchObject({ kind: "conflict", code: "case-overtaken" })
    expect(lost[0]!.reason.message).toContain(winner.name)
    const past = await pastOf(id)
    expect(types(past).filter((type) => type === "hidden" || type === "dismissed")).toHaveLength(1)
    const isHidden = (await getPost(topic, post))?.removed !== undefined
    expect(isHidden).toBe(past.at(-1)!.type === "hidden")
  })

  test("sent twice by one moderator is done once", async () => {
    const { id } = await reported()
    const mod = await staff()
    const input = await decision(id, "hide", "Advertising")
    await Promise.all([decide(mod, input), decide(mod, input), decide(mod, input)])
    expect(types(await pastOf(id))).toEqual(["reported", "hidden"])
  })

  test("does not wait for those who report at the same time", async () => {
    const { post, id } = await reported()
    const [mod, ...others] = [await staff(), ...(await Promise.all([1, 2, 3, 4].map(() => someone())))]
    await Promise.allSettled([
      decide(mod!, await decision(id, "claim")),
      ...others.map((one) => report(one, reportOf(post))),
    ])
    const past = await pastOf(id)
    expect(past.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6])
    expect(foldCase(past)).toMatchObject({ reportCount: 5, claimed: { by: mod!.id } })
  })

  test("waits for who has taken the case, until somebody takes it over", async () => {
    const { id } = await reported()
    const [one, two] = [await staff(), await staff()]
    await decide(one, await decision(id, "claim"))
    await expect(decide(two, await decision(id, "dismiss"))).rejects.toMatchObject({ code: "case-claimed" })
    await decide(two, await decision(id, "claim"))
    await decide(two, await decision(id, "dismiss"))
    expect(await currentCase(id)).toMatchObject({ state: "closed", outcome: { by: two.id } })
  })

  test("is undone by restoring, and a case that was closed is opened again", async () => {
    const { author, topic, post, id } = await reported()
    const mod = await staff()
    await decide(mod, await decision(id, "hide", "Advertising"))
    await decide(mod, await decision(id, "restore", "We were wrong"))
    expect((await getPost(topic, post))?.removed).toBeUndefined()
    await settle()
    expect(await toldTo(author)).toEqual([
      ["restored", "We were wrong"],
      ["hidden", "Advertising"],
    ])
    await decide(mod, await decision(id, "reopen"))
    expect(await currentCase(id)).toMatchObject({ state: "open", queue: "report" })
  })

  test("about what its author has deleted meanwhile is that it is seen to", async () => {
    const { author, reporter, post, id } = await reported()
    const mod = await staff()
    await removePost(author, { post })
    await expect(decide(mod, await decision(id, "hide", "No"))).rejects.toMatchObject({ code: "case-not-so" })
    await decide(mod, await decision(id, "settle"))
    await settle()
    expect(await toldTo(reporter)).toEqual([["acted", undefined]])
  })

  test("about what was restored and reopened says nothing of an appeal that is over", async () => {
    const { author, id } = await reported()
    const mod = await staff()
    await decide(mod, await decision(id, "hide", "Advertising"))
    await appeal(author, { case: id, words: "No" })
    await decide(mod, await decision(id, "restore"))
    await decide(mod, await decision(id, "reopen"))
    expect(await currentCase(id)).toMatchObject({ queue: "report" })
    expect((await currentCase(id))?.appeal).toBeUndefined()
    await decide(mod, await decision(id, "dismiss", "It stays"))
    await settle()
    expect((await toldTo(author)).map(([news]) => news)).toEqual(["restored", "hidden"])
  })

  test("is not undone by its author, nor by who is below them", async () => {
    const [owner, admin, mod] = [await staff("owner"), await staff("admin"), await staff()]
    const { topic } = await aTopic(admin, await aCategory())
    const [own, above] = [await aReply(mod, topic), await aReply(admin, topic)]
    for (const { post } of [own, above]) await removePost(owner, { post, why: "Off topic" })
    await expect(restorePost(mod, { post: own.post })).rejects.toMatchObject({ code: "own-case" })
    await expect(restorePost(mod, { post: above.post })).rejects.toMatchObject({ code: "staff-above" })
    await restorePost(owner, { post: own.post })
    expect((await getPost(topic, own.post))?.removed).toBeUndefined()
  })

  test("takes a topic out of sight with its first post", async () => {
    const [ann, reporter, mod] = [await someone(), await someone(), await staff()]
    const { topic, post } = await aTopic(ann, await aCategory(), { tags: [] })
    const { id } = await report(reporter, reportOf(post))
    await decide(mod, await decision(id, "hide", "Advertising"))
    expect((await findTopic(topic))?.removed).toMatchObject({ why: "Advertising" })
    await decide(mod, await decision(id, "restore"))
    expect((await findTopic(topic))?.removed).toBeUndefined()
  })

  test("beside the queue is in the log all the same, and can be appealed", async () => {
    const { author, post } = await aPost()
    const mod = await staff()
    await removePost(mod, { post, why: "Advertising" })
    const id = caseIdOf({ kind: "post", id: post })
    expect(await currentCase(id)).toMatchObject({ state: "closed", hidden: { words: "Advertising" } })
    await appeal(author, { case: id, words: "It was a joke" })
    await restorePost(mod, { post })
    expect(types(await pastOf(id))).toEqual(["hidden", "appealed", "restored"])
    await settle()
    expect(await toldTo(author)).toEqual([
      ["restored", undefined],
      ["hidden", "Advertising"],
    ])
  })
})
