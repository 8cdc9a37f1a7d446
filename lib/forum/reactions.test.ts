import { describe, expect, test } from "vitest"
import { getPost } from "#lib/db/patterns/posts.ts"
import { readStateOf } from "#lib/db/patterns/reading.ts"
import { reactionsTo } from "#lib/db/patterns/revisions.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { GUEST } from "./actor.ts"
import { likePost } from "./reactions.ts"
import { removePost } from "./removal.ts"

freshTable()

describe("a like", () => {
  test("counts once however often it is sent at the same time, and so does taking it back", async () => {
    const [ann, ben] = [await someone(), await someone()]
    const { topic, post } = await aTopic(ann, await aCategory())
    const like = (liked: boolean) =>
      Promise.all(Array.from({ length: 25 }, () => likePost(ben, { post, liked })))
    await like(true)
    await settleFigures()
    expect(await getPost(topic, post)).toMatchObject({ likeCount: 1 })
    expect(await findTopic(topic)).toMatchObject({ likeCount: 1 })
    expect((await readStateOf(ben.id, topic))?.likes).toEqual(new Set([post]))
    await like(false)
    await settleFigures()
    expect(await getPost(topic, post)).toMatchObject({ likeCount: 0 })
    expect(await findTopic(topic)).toMatchObject({ likeCount: 0 })
    expect((await readStateOf(ben.id, topic))?.likes ?? new Set()).toEqual(new Set())
  })

  test("of fifty people at once counts fifty times", async () => {
    const people = await Promise.all(Array.from({ length: 50 }, () => someone()))
    const { topic, post } = await aTopic(await someone(), await aCategory())
    await Promise.all(people.map((person) => likePost(person, { post, liked: true })))
    await settleFigures()
    expect(await getPost(topic, post)).toMatchObject({ likeCount: 50 })
    expect(await findTopic(topic)).toMatchObject({ likeCount: 50 })
    expect((await reactionsTo(post)).length).toBeGreaterThan(0)
  })

  test("is not for one's own post, nor for guests, nor for what one cannot see", async () => {
    const [ann, ben, mod] = [await someone(), await someone(), await staff()]
    const { post } = await aTopic(ann, await aCategory())
    await expect(likePost(ann, { post, liked: true })).rejects.toMatchObject({ code: "own-like" })
    await expect(likePost(GUEST, { post, liked: true })).rejects.toMatchObject({ kind: "unauthenticated" })
    const hidden = await aTopic(mod, await aCategory({ readers: "staff" }))
    await expect(likePost(ben, { post: hidden.post, liked: true })).rejects.toMatchObject({
      code: "post-missing",
    })
    await removePost(mod, { post })
    await expect(likePost(mod, { post, liked: true })).rejects.toMatchObject({ code: "post-removed" })
  })
})
