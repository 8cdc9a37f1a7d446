import { afterEach, describe, expect, test } from "vitest"
import { nowIso } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import { eventsByActor } from "#lib/db/patterns/cases.ts"
import { findTags, tagsByCount, tagsByName, topicsWithTag } from "#lib/db/patterns/tags.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { Overtaken } from "#lib/db/retry.ts"
import { retagTopic } from "#lib/db/writes/tags.ts"
import { markTopicRemoved, moveTopicRow, rewriteTopic } from "#lib/db/writes/topics.ts"
import { tagList } from "#lib/projections/tag-list.ts"
import { runSaga } from "#lib/sagas/runner.ts"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { rebuilt } from "#lib/testing/rebuilt.ts"
import { dying, finish, inPairs, presentTime } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { GUEST } from "./actor.ts"
import { editPost } from "./editing.ts"
import { removePost, restorePost } from "./removal.ts"
import { describeTag, mergeTag, removeTag, renameTag, undoTag } from "./tag-keeping.ts"
import { tagsMeant } from "./tags.ts"
import { moveTopic } from "./topics.ts"

freshTable()
afterEach(presentTime)

const under = async (tag: string) =>
  (await topicsWithTag(tag, () => true)).items.map(({ id, tags }) => [id, ...tags]).sort()
const meantBy = async (tag: string) => (await tagsMeant([tag])).names.get(tag)
const versionOf = async (tag: string) => (await findTags([tag], { consistent: true }))[0]?.version ?? 0
const listed = async (begins: string) => {
  await settle({ projections: [tagList] })
  return (await tagsByName(begins)).items.map(({ tag, topics }) => `${tag} ${topics}`)
}

describe("a tag", () => {
  test("is described, and that is taken back", async () => {
    const [ann, admin] = [await someone(), await staff("admin")]
    await aTopic(ann, await aCategory(), { tags: ["tides"] })
    const tag = await describeTag(admin, { tag: "tides", version: 0, description: "When water comes." })
    expect(await findTags(["tides"])).toMatchObject([{ description: "When water comes." }])
    await expect(describeTag(admin, { tag: "tides", version: 0, description: "x" })).rejects.toMatchObject({
      code: "changed-meanwhile",
    })
    // Whoever uses it creates it no second time.
    await aTopic(ann, await aCategory(), { tags: ["tides"] })
    const [event] = (await eventsByActor(admin.id)).items
    expect(event).toMatchObject({ act: "tag-changed", subject: { kind: "tag", id: "tides" } })
    await undoTag(admin, { tag: tag.tag, event: event!.version })
    expect((await findTags(["tides"]))[0]).not.toHaveProperty("description")
    await expect(undoTag(admin, { tag: "tides", event: event!.version })).rejects.toMatchObject({
      code: "not-undoable",
    })
  })

  test.each([
    ["one worker", runSaga],
    ["workers that die after every turn", dying],
    ["two workers at once", inPairs],
  ] as [string, typeof runSaga][])("is called something else on all topics, by %s", async (name, work) => {
    const [author, admin] = [await staff(), await staff("admin")]
    const [here, there] = [await aCategory(), await aCategory()]
    const [old, other] = [`old-${name.slice(0, 3)}`, `new-${name.slice(0, 3)}`]
    const made: Awaited<ReturnType<typeof aTopic>>[] = []
    for (let n = 0; n < 10; n++) made.push(await aTopic(author, here, { tags: [old, "kept"] }))
    const [moved, away, edited] = made as [(typeof made)[0], (typeof made)[0], (typeof made)[0]]
    await removePost(author, { post: away.post })
    const saga = await renameTag(admin, { tag: old, version: 0, name: other })
    let turn = 0
    await finish(saga.id, {
      work,
      between: async () => {
        if (turn++ === 1) await moveTopic(author, { topic: moved.topic, category: there.id })
      },
    })
    // Who began to write before means the new one.
    const body = { version: 1, topicVersion: 1, title: "Of what is new", body: "Text." }
    await editPost(author, { post: edited.post, ...body, tags: [old, "kept"] })
    await restorePost(author, { post: away.post })
    expect(await under(old)).toEqual([])
    expect((await under(other)).map(([id]) => id)).toEqual(made.map(({ topic }) => topic).sort())
    for (const { topic } of made.filter(({ topic }) => topic !== away.topic))
      expect((await findTopic(topic))?.tags).toEqual([other, "kept"])
    expect(await meantBy(old)).toEqual([other])
    const late = await aTopic(author, here, { tags: [old] })
    expect((await findTopic(late.topic))?.tags).toEqual([other])
    expect(await listed(other)).toEqual([`${other} 11`])
    expect(await listed(old)).toEqual([])
    // Called as before again, it is as it was.
    await finish((await renameTag(admin, { tag: other, version: await versionOf(other), name: old })).id)
    expect(await meantBy(other)).toEqual([old])
    expect(await under(other)).toEqual([])
    expect(await under(old)).toHaveLength(11)
  })

  test("becomes part of another one, and leads there", async () => {
    const [author, admin] = [await staff(), await staff("admin")]
    const category = await aCategory()
    const both = await aTopic(author, category, { tags: ["ropes", "cordage"] })
    const one = await aTopic(author, category, { tags: ["cordage"] })
    const saga = await mergeTag(admin, { tag: "cordage", version: 0, into: "ropes" })
    await finish(saga.id)
    expect(await under("ropes")).toEqual(
      [
        [both.topic, "ropes"],
        [one.topic, "ropes"],
      ].sort(),
    )
    expect(await meantBy("cordage")).toEqual(["ropes"])
    const again = mergeTag(admin, { tag: "cordage", version: await versionOf("cordage"), into: "ropes" })
    await expect(again).rejects.toMatchObject({ code: "tag-missing" })
    const version = await versionOf("ropes")
    await expect(mergeTag(admin, { tag: "ropes", version, into: "ropes" })).rejects.toThrow()
    await expect(mergeTag(admin, { tag: "ropes", version, into: "cordage" })).rejects.toMatchObject({
      code: "tag-missing",
    })
  })

  test("is merged by one of two who merge the pair at once", async () => {
    const [author, admin] = [await staff(), await staff("admin")]
    await aTopic(author, await aCategory(), { tags: ["port", "larboard"] })
    const done = await Promise.allSettled([
      mergeTag(admin, { tag: "port", version: 0, into: "larboard" }),
      mergeTag(admin, { tag: "larboard", version: 0, into: "port" }),
    ])
    expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  })

  test("is taken off all topics, and can be created anew", async () => {
    const [author, admin] = [await staff(), await staff("admin")]
    const category = await aCategory()
    const { topic } = await aTopic(author, category, { tags: ["junk", "kept"] })
    expect(await listed("junk")).toEqual(["junk 1"])
    const saga = await removeTag(admin, { tag: "junk", version: 0 })
    // Nobody gives it to a topic any more.
    const late = await aTopic(author, category, { tags: ["junk"] })
    expect((await findTopic(late.topic))?.tags).toEqual([])
    await finish(saga.id)
    expect((await findTopic(topic))?.tags).toEqual(["kept"])
    expect(await listed("junk")).toEqual([])
    const anew = await aTopic(author, category, { tags: ["junk"] })
    expect(await under("junk")).toEqual([[anew.topic, "junk"]])
  })

  test("is in the list, by name and by how many topics have it, also when that is made anew", async () => {
    const author = await staff()
    const category = await aCategory()
    for (const tags of [["zz-one"], ["zz-two"], ["zz-two"]]) await aTopic(author, category, { tags })
    expect(await listed("zz-")).toEqual(["zz-one 1", "zz-two 2"])
    const byCount = (await tagsByCount()).items.map(({ tag }) => tag)
    expect(byCount.indexOf("zz-two")).toBeLessThan(byCount.indexOf("zz-one"))
    await rebuilt(tagList)
    expect(await listed("zz-")).toEqual(["zz-one 1", "zz-two 2"])
  })

  test("is kept in order by administrators alone", async () => {
    await aTopic(await staff(), await aCategory(), { tags: ["anchors"] })
    for (const who of [GUEST, await someone(), await staff()]) {
      const one = { tag: "anchors", version: 0 }
      for (const done of [
        () => describeTag(who, { ...one, description: "x" }),
        () => renameTag(who, { ...one, name: "chains" }),
        () => mergeTag(who, { ...one, into: "kept" }),
        () => removeTag(who, one),
        () => undoTag(who, { tag: "anchors", event: 1 }),
      ])
        await expect(done()).rejects.toMatchObject({
          kind: who === GUEST ? "unauthenticated" : "forbidden",
        })
    }
  })
})

test("a topic whose tag was given another name meanwhile is not written as it was read", async () => {
  const [ann, here, there] = [await someone(), await aCategory(), await aCategory()]
  const { topic } = await aTopic(ann, here, { tags: ["oakum"] })
  const read = (await findTopic(topic, { consistent: true }))!
  await commit([retagTopic(read, ["caulk"])])
  await expect(
    commit([rewriteTopic(read, { ...read, title: "Another title", updatedAt: nowIso() })]),
  ).rejects.toMatchObject({ kind: "conflict" })
  await expect(commit(moveTopicRow(read, there.id, nowIso()))).rejects.toThrow(Overtaken)
  expect((await findTopic(topic, { consistent: true }))?.tags).toEqual(["caulk"])
})

test("a topic that is hidden while its tag gets another name leaves no line under either", async () => {
  const [ann, mod, category] = [await someone(), await staff(), await aCategory()]
  const { topic } = await aTopic(ann, category, { tags: ["hemp"] })
  const read = (await findTopic(topic, { consistent: true }))!
  await commit([retagTopic(read, ["jute"])])
  // Whoever read it before hides it under the tag that it had.
  const removed = { by: read.author, at: nowIso(), byStaff: true }
  await expect(commit([markTopicRemoved(read, removed)])).rejects.toThrow(Overtaken)
  const open = (await findTopic(topic, { consistent: true }))!
  await removePost(mod, { post: open.firstPost, why: "Gone" })
  await expect(commit([retagTopic(open, ["hemp"])])).rejects.toThrow(Overtaken)
})
