import { beforeAll, describe, expect, test } from "vitest"
import { enter, nameFlags, newMember } from "#lib/auth/registration.ts"
import { commit } from "#lib/db/commit.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { decision, reportOf, toldTo } from "#lib/testing/cases.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { describeOneself } from "./about.ts"
import { caseIdOf, currentCase } from "./cases.ts"
import { decide } from "./deciding.ts"
import { editPost } from "./editing.ts"
import { renameMember } from "./renaming.ts"
import { report } from "./reporting.ts"
import {
  allWatchedWords,
  changeWatchedWords,
  judgedName,
  MOST_WORDS,
  WatchedWordsInput,
} from "./watched-words.ts"

freshTable()

const lines = (words: Partial<Record<string, string>>, version = 0) =>
  WatchedWordsInput.parse({ version, ...words })
const refused = (word: string, field: string) => ({
  kind: "invalid",
  code: "watched-word",
  message: `“${word}” is not accepted in this forum. Take it out, then send it again.`,
  details: { field },
})

beforeAll(async () => {
  const words = { block: "casino*\nbuy now", hold: "loan*", flag: "anchor", censor: "damn*\nblast" }
  await changeWatchedWords(await staff("admin"), lines(words))
})

describe("a word that is refused", () => {
  test("is named beside the field in which it stands, and nothing is posted", async () => {
    const [ann, category] = [await someone(), await aCategory()]
    await expect(aTopic(ann, category, { title: "The best Casinos" })).rejects.toMatchObject(
      refused("casino*", "title"),
    )
    await expect(aTopic(ann, category, { tags: ["casino"] })).rejects.toMatchObject(
      refused("casino*", "tags"),
    )
    await expect(aTopic(ann, category, { body: "**Buy**, now" })).rejects.toMatchObject(
      refused("buy now", "body"),
    )
    const { topic } = await aTopic(ann, category)
    await expect(aReply(ann, topic, "cas&#105;no")).rejects.toMatchObject(refused("casino*", "body"))
    expect((await findTopic(topic))?.postCount).toBe(1)
  })

  test("counts in an edit where it is new, and staff may say it", async () => {
    const [mod, ann] = [await staff(), await someone()]
    const { topic, post } = await aTopic(mod, await aCategory(), { body: "No casino here." })
    await editPost(mod, { post, version: 1, body: "No casinos here, no casino." })
    const own = await aReply(ann, topic)
    await expect(editPost(ann, { post: own.post, version: 1, body: "A casino" })).rejects.toMatchObject(
      refused("casino*", "body"),
    )
    // A word that would have to wait cannot, in an edit.
    await expect(editPost(ann, { post: own.post, version: 1, body: "A loan" })).rejects.toMatchObject(
      refused("loan*", "body"),
    )
  })

  test("stands in no name and no profile", async () => {
    const ann = await someone()
    for (const [name, word] of [
      ["casino", "casino*"],
      ["loans", "loan*"],
      ["blast", "blast"],
    ] as const) {
      await expect(renameMember(ann, { name })).rejects.toMatchObject(refused(word, "name"))
      await expect(judgedName(name)).rejects.toMatchObject(refused(word, "name"))
    }
    await expect(describeOneself(ann, { about: "My casino" })).rejects.toMatchObject(
      refused("casino*", "about"),
    )
    expect(newMember({ name: "ann", email: "ann@example.org" }).name).toBe("ann")
  })
})

describe("a word that staff look at", () => {
  test("makes a case of what it stands in, which is posted; once more when it comes in by an edit", async () => {
    const ann = await someone()
    const { topic } = await aTopic(ann, await aCategory())
    const { post } = await aReply(ann, topic, "My anchor.")
    const id = caseIdOf({ kind: "post", id: post })
    expect(await currentCase(id)).toMatchObject({ state: "open", watched: ["anchor"], queue: "report" })
    await editPost(ann, { post, version: 1, body: "My anchor, still." })
    expect((await currentCase(id))?.version).toBe(1)
    await editPost(ann, { post, version: 2, body: "My chain." })
    await editPost(ann, { post, version: 3, body: "My anchor again." })
    expect((await currentCase(id))?.version).toBe(2)
  })

  test("opens a case again without what was decided about, and a report says nothing of words", async () => {
    const [ann, ben, mod] = [await someone(), await someone(), await staff()]
    const { topic } = await aTopic(ann, await aCategory())
    const { post } = await aReply(ann, topic, "My chain.")
    const { id } = await report(ben, reportOf(post))
    await decide(mod, await decision(id, "dismiss"))
    await editPost(ann, { post, version: 1, body: "My anchor." })
    expect(await currentCase(id)).toMatchObject({ state: "open", reports: [], watched: ["anchor"] })
    await decide(mod, await decision(id, "dismiss"))
    await settle()
    expect(await toldTo(ben)).toHaveLength(1)
    await report(ben, reportOf(post))
    expect((await currentCase(id))?.watched).toBeUndefined()
  })

  test("makes one of who registers with it in their name, when they confirm their address", async () => {
    const user = newMember({ name: "anchor-man", email: "anchor@example.org" })
    await enter(user, undefined, undefined)
    await commit(await nameFlags(user))
    expect(await currentCase(caseIdOf({ kind: "member", id: user.id }))).toMatchObject({
      watched: ["anchor"],
      excerpt: "anchor-man",
    })
  })

  test("makes one of the member whose name or profile it is", async () => {
    const ann = await someone()
    const id = caseIdOf({ kind: "member", id: ann.id })
    await describeOneself(ann, { about: "I cast anchor." })
    expect(await currentCase(id)).toMatchObject({
      state: "open",
      watched: ["anchor"],
      excerpt: "I cast anchor.",
    })
    await renameMember(ann, { name: "anchor" })
    expect(await currentCase(id)).toMatchObject({ version: 2, excerpt: "anchor" })
  })
})

describe("what is watched for", () => {
  test("is set by administrators alone, one after the other", async () => {
    const admin = await staff("admin")
    const { version, ...words } = await allWatchedWords(admin)
    expect(words.block).toEqual(["casino*", "buy now"])
    const input = lines(
      { block: "casino*\nbuy now", hold: "loan*", flag: "anchor", censor: "damn*\nblast" },
      version,
    )
    for (const one of [await someone(), await staff()])
      await expect(changeWatchedWords(one, input)).rejects.toMatchObject({ kind: "forbidden" })
    await changeWatchedWords(admin, input)
    await expect(changeWatchedWords(admin, input)).rejects.toMatchObject({ code: "settings-changed" })
  })

  test("is refused in words where it is too much, too long, or nothing to look for", () => {
    const issue = (words: Partial<Record<string, string>>) =>
      WatchedWordsInput.safeParse({ version: 0, ...words }).error?.issues[0]
    expect(issue({ flag: "ok\na" })).toMatchObject({
      path: ["flag"],
      message: "“a” is too little to look for: use at least two letters in each word.",
    })
    expect(issue({ hold: "x".repeat(61) })?.message).toMatch(/too long: use at most 60/)
    const many = Array.from({ length: MOST_WORDS + 1 }, (_, i) => `word${i}`).join("\n")
    expect(issue({ censor: many })).toMatchObject({ path: ["block"], message: /at most 500/ })
    expect(issue({ censor: "damn*\n\n damn*  \r\n" })).toBeUndefined()
  })
})
