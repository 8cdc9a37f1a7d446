import { describe, expect, test } from "vitest"
import { commit } from "#lib/db/commit.ts"
import { thanksKey } from "#lib/db/keys/thanks.ts"
import { userKey } from "#lib/db/keys/users.ts"
import { answersByAuthor, thanksOf } from "#lib/db/patterns/thanks.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { endAccountOf } from "#lib/forum/leaving.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { againAfter, oneByOne, reordered, toldBySeveral, twice } from "#lib/testing/deliveries.ts"
import { accept, aQuestion, earned, like, wrong } from "#lib/testing/earning.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { rebuilt } from "#lib/testing/rebuilt.ts"
import { type Delivery, settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { thanks } from "./thanks.ts"

freshTable()
withoutLimits()

describe("what a member has earned", () => {
  const ways: [string, Delivery][] = [
    ["at once", (changes) => [changes]],
    ["twice", twice],
    ["one by one", oneByOne],
    ["from the last partition to the first", reordered(() => 0.999)],
    ["from several shards", toldBySeveral(() => 0.999)],
    ["again after a crash", againAfter(1)],
  ]

  // First, for it looks through the whole table.
  test("is missed by the check, and made anew", async () => {
    const { ben, first, second } = await aQuestion()
    await settle()
    await commit([{ kind: "delete", key: thanksKey(ben.id, first) }])
    await commit([{ kind: "delete", key: thanksKey(ben.id, second) }])
    const key = userKey(ben.id)
    await commit([{ kind: "update", key, update: "REMOVE likesReceived, answerCount" }])
    expect(await wrong()).toHaveLength(2)
    await rebuilt(thanks)
    expect(await earned(ben)).toEqual([2, 1])
    expect(await wrong()).toEqual([])
    await rebuilt(thanks)
    expect(await earned(ben)).toEqual([2, 1])
  })

  test.each(ways)("is the likes of their posts and their accepted answers, told %s", async (_, deliver) => {
    const { ben } = await aQuestion()
    await settle({ deliver })
    expect(await earned(ben)).toEqual([2, 1])
    expect(await wrong()).toEqual([])
  })

  test("is right when two workers apply the same at the same time", async () => {
    const { ben, cleo, first } = await aQuestion()
    await settle()
    await like(cleo, first)
    await settle({ deliver: (changes) => [changes] })
    const both = {
      ...thanks,
      apply: async (changes: Parameters<typeof thanks.apply>[0]) => {
        await Promise.all([thanks.apply(changes), thanks.apply(changes)])
      },
    }
    await like(cleo, first, false)
    const { PROJECTIONS } = await import("./registered.ts")
    await settle({ projections: PROJECTIONS.map((one) => (one.name === "thanks" ? both : one)) })
    expect(await earned(ben)).toEqual([2, 1])
  })

  test("goes with a like, a removed post and an answer that is none any more, and comes back", async () => {
    const { ann, ben, first, second } = await aQuestion()
    await settle()
    await removePost(ann, { post: first })
    await accept(ann, second, false)
    await settle()
    expect(await earned(ben)).toEqual([0, 0])
    expect((await thanksOf(ben.id)).items).toEqual([])
    await restorePost(ann, { post: first })
    await accept(ann, first)
    await settle()
    expect(await earned(ben)).toEqual([2, 1])
    const { items } = await answersByAuthor(ben.id, async (some) => some)
    expect(items.map(({ id }) => id)).toEqual([first])
    expect(await wrong()).toEqual([])
  })

  test("is not kept for who has left", async () => {
    const { ann, ben, first } = await aQuestion()
    await endAccountOf((await getUser(ben.id, { consistent: true }))!, "keep")
    await like(ann, first, false)
    await settle()
    expect((await thanksOf(ben.id)).items).toEqual([])
  })
})
