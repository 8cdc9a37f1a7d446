import { encode } from "next-auth/jwt"
import { describe, expect, test } from "vitest"
import { DAY } from "#lib/base/clock.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { actorOf, sessionCookie, sessionToken } from "./session.ts"

freshTable()
const forged = (token: object, secret = process.env.AUTH_SECRET!, salt = sessionCookie().name) =>
  encode({ token, secret, salt })

describe("a session", () => {
  test("is the member as they are now", async () => {
    const ann = await someone()
    expect(await actorOf(await sessionToken({ id: ann.id, sessionEpoch: 1 }))).toMatchObject({
      kind: "member",
      id: ann.id,
      role: "member",
    })
  })

  test("is nobody's without a token, with a wrong, foreign, cut or differently bound one", async () => {
    const ann = await someone()
    const good = { sub: ann.id, epoch: 1 }
    const tokens = [
      undefined,
      "",
      "x.y.z",
      (await forged(good)).slice(0, -3),
      await forged(good, "another secret, as long as it may be"),
      await forged(good, undefined, "authjs.csrf-token"),
      await forged({ sub: ann.id }),
      await forged({ sub: ann.id, epoch: "1" }),
      await forged({ sub: [ann.id], epoch: 1 }),
      await forged({ sub: { id: ann.id }, epoch: 1 }),
      await forged({ epoch: 1 }),
      await forged({ sub: ann.id, epoch: 2 }),
      await forged({ sub: "01ARZ3NDEKTSV4RRFFQ69G5FAV", epoch: 1 }),
    ]
    for (const token of tokens) expect(await actorOf(token)).toEqual(GUEST)
  })

  test("is nobody's while the address is not confirmed, and when the registration has run out", async () => {
    const pending = await someone(undefined, { verifiedAt: undefined })
    const gone = await someone(undefined, { expiresAt: Math.floor((Date.now() - DAY) / 1000) })
    expect(await getUser(gone.id)).toBeUndefined()
    for (const { id } of [pending, gone]) {
      expect(await actorOf(await sessionToken({ id, sessionEpoch: 1 }))).toEqual(GUEST)
    }
  })
})
