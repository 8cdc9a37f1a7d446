import { beforeEach, describe, expect, test } from "vitest"
import { registerOwner } from "#lib/auth/registration.ts"
import { signInWithPassword } from "#lib/auth/signing-in.ts"
import { DAY, setClock } from "#lib/base/clock.ts"
import { aClient, aRegistration, aSignUp } from "#lib/testing/accounts.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { freshTable } from "#lib/testing/table.ts"
import { ownerLink } from "./owner.ts"

freshTable()
const inbox = freshInbox()
beforeEach(() => setClock())

const tokenIn = (link: string | undefined): string => new URL(link!).searchParams.get("owner")!

describe("the link that makes the first owner", () => {
  test("is void once there is a newer one, after a day, and when it is another link", async () => {
    const old = tokenIn(await ownerLink())
    const newer = tokenIn(await ownerLink())
    const used = { code: "token-used" }
    for (const token of [old, "", "x".repeat(43)])
      await expect(registerOwner({ ...aRegistration(), token }, aClient())).rejects.toMatchObject(used)
    setClock(() => Date.now() + DAY + 1000)
    const late = { ...aRegistration(), token: newer }
    await expect(registerOwner(late, aClient())).rejects.toMatchObject(used)
  })

  test("stays good when its form was filled in wrongly", async () => {
    const { user, email } = await aSignUp(inbox)
    const token = tokenIn(await ownerLink())
    const attempts = [aRegistration({ name: user.name }), aRegistration({ email })]
    await expect(registerOwner({ ...attempts[0]!, token }, aClient())).rejects.toMatchObject({
      code: "name-taken",
    })
    await expect(registerOwner({ ...attempts[1]!, token }, aClient())).rejects.toMatchObject({
      code: "email-taken",
    })
    const input = aRegistration()
    const owner = await registerOwner({ ...input, token }, aClient())
    expect(owner).toMatchObject({ role: "owner", verifiedAt: expect.any(String) })
    expect(owner).not.toHaveProperty("expiresAt")
    expect(await signInWithPassword(input, aClient())).toMatchObject({ id: owner.id, role: "owner" })
  })

  test("is made no more when there is an owner", async () => {
    expect(await ownerLink()).toBeUndefined()
  })
})
