import { describe, expect, test } from "vitest"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { aPost, decision, reportOf, toldTo } from "#lib/testing/cases.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { GUEST } from "./actor.ts"
import { caseIdOf, currentCase } from "./cases.ts"
import { decide } from "./deciding.ts"
import { ReportInput, report } from "./reporting.ts"

freshTable()

describe("reports", () => {
  test("of one post by several members gather in one case, one of each", async () => {
    const [{ post }, ann, ben] = [await aPost(), await someone(), await someone()]
    const { id } = await report(ann, reportOf(post))
    await Promise.all([report(ben, reportOf(post)), report(ann, reportOf(post, "Again"))])
    expect(await currentCase(id)).toMatchObject({
      state: "open",
      queue: "report",
      reportCount: 2,
      reports: [{ by: ann.id, reason: "spam" }, { by: ben.id }],
    })
  })

  test("are refused of one's own, of what one may not read, and to guests", async () => {
    const { author, post } = await aPost()
    await expect(report(author, reportOf(post))).rejects.toMatchObject({ code: "own-report" })
    await expect(report(GUEST, reportOf(post))).rejects.toMatchObject({ kind: "unauthenticated" })
    const mod = await staff()
    const { topic } = await aTopic(mod, await aCategory({ readers: "staff" }))
    const hidden = (await findTopic(topic))!.firstPost
    await expect(report(author, reportOf(hidden))).rejects.toMatchObject({ code: "post-missing" })
  })

  test("say what is wrong where it is something else", () => {
    const input = { kind: "post", id: "0".repeat(26) }
    expect(ReportInput.safeParse({ ...input, reason: "other", words: " " }).success).toBe(false)
    expect(ReportInput.safeParse(input).success).toBe(false)
    expect(ReportInput.safeParse({ ...input, reason: "rude" }).success).toBe(true)
  })

  test("by the dozen are a flood", async () => {
    const reporter = await someone(undefined, { postCount: 0 })
    const { topic } = await aPost()
    const author = await someone()
    for (let n = 0; n < 5; n++) await report(reporter, reportOf((await aReply(author, topic)).post))
    const { post } = await aReply(author, topic)
    await expect(report(reporter, reportOf(post))).rejects.toMatchObject({ kind: "limited" })
    expect(await currentCase(caseIdOf({ kind: "post", id: post }))).toBeUndefined()
  })

  test("of a member are a case about them", async () => {
    const [ann, ben, mod] = [await someone(), await someone(), await staff()]
    const { id } = await report(ann, ReportInput.parse({ kind: "member", id: ben.id, reason: "rude" }))
    await decide(mod, await decision(id, "settle", "We have spoken with them"))
    await settle()
    expect(await toldTo(ann)).toEqual([["acted", "We have spoken with them"]])
    expect(await toldTo(ben)).toEqual([])
  })
})
