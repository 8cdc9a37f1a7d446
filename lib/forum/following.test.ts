import { beforeAll, describe, expect, test } from "vitest"
import { followedOf, followersOf, mutesOf } from "#lib/db/patterns/watching.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import type { Member } from "./actor.ts"
import { stanceOn, takeStance } from "./following.ts"

freshTable()

withoutLimits()

let ann: Member

beforeAll(async () => {
  ann = await someone()
})

describe("following a member", () => {
  test("is kept from both ends, and muting ends it", async () => {
    const [who, whom] = [await someone(), await someone()]
    await takeStance(who, { member: whom.id, stance: "follow" })
    expect((await followersOf(whom.id)).items.map(({ follower }) => follower.id)).toEqual([who.id])
    expect((await followedOf(who.id)).items.map(({ followed }) => followed.id)).toEqual([whom.id])
    await takeStance(who, { member: whom.id, stance: "mute" })
    expect((await followersOf(whom.id)).items).toEqual([])
    expect((await mutesOf(who.id)).map(({ muted }) => muted.id)).toEqual([whom.id])
    expect(await stanceOn(who.id, whom.id)).toBe("mute")
    await takeStance(who, { member: whom.id, stance: "neutral" })
    expect(await mutesOf(who.id)).toEqual([])
  })

  test("and muting at once leaves one of both, never both", async () => {
    const [who, whom] = [await someone(), await someone()]
    for (let round = 0; round < 5; round++) {
      await Promise.all(
        (["follow", "mute", "follow"] as const).map((stance) => takeStance(who, { member: whom.id, stance })),
      )
      const follows = (await followedOf(who.id)).items.length
      expect((await followersOf(whom.id)).items).toHaveLength(follows)
      expect((await mutesOf(who.id)).length + follows).toBe(1)
    }
  })

  test("goes page by page", async () => {
    const whom = await someone()
    const fans = await Promise.all(Array.from({ length: 52 }, () => someone()))
    await Promise.all(fans.map((fan) => takeStance(fan, { member: whom.id, stance: "follow" })))
    const first = await followersOf(whom.id)
    const rest = await followersOf(whom.id, first.next)
    const found = [...first.items, ...rest.items].map(({ follower }) => follower.id)
    expect([first.items.length, rest.next]).toEqual([50, undefined])
    expect(found.sort()).toEqual(fans.map(({ id }) => id).sort())
  })

  test("is not for oneself, nor for who is not there", async () => {
    await expect(takeStance(ann, { member: ann.id, stance: "mute" })).rejects.toMatchObject({
      code: "own-follow",
    })
    const nobody = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    await expect(takeStance(ann, { member: nobody, stance: "follow" })).rejects.toMatchObject({
      code: "member-missing",
    })
  })
})
