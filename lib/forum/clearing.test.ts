import { afterAll, describe, expect, test } from "vitest"
import { clearingsOf } from "#lib/db/patterns/clearings.ts"
import { mailsInState } from "#lib/db/patterns/mails.ts"
import { getAvatar } from "#lib/db/patterns/uploads.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { compose } from "#lib/email/composing.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { someone, staff } from "#lib/testing/people.ts"
import { aPng } from "#lib/testing/pictures.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { freshStore } from "#lib/testing/uploads.ts"
import { describeOneself } from "./about.ts"
import { type Actor, GUEST, type Member } from "./actor.ts"
import { changeAvatar } from "./avatars.ts"
import { caseIdOf, pastOf } from "./cases.ts"
import { ClearInput, clearFromProfile, markOf } from "./clearing.ts"
import { endAccountOf } from "./leaving.ts"

freshTable()
const store = freshStore()
afterAll(expectConsistent)

async function clear(actor: Actor, { id }: Member, what: "avatar" | "about", mark?: string) {
  const [user, avatar] = [await getUser(id, { consistent: true }), await getAvatar(id, { consistent: true })]
  const seen = what === "avatar" ? (avatar?.version ?? "") : markOf(user?.about ?? "")
  const reason = "It sells <b>boats</b>."
  return clearFromProfile(actor, ClearInput.parse({ member: id, what, mark: mark ?? seen, reason }))
}
const aboutOf = async ({ id }: Member) => (await getUser(id, { consistent: true }))?.about
const lettersTo = async ({ id }: Member) =>
  Promise.all(
    (await mailsInState("waiting"))
      .filter(({ user, about }) => user === id && about.kind === "cleared")
      .map(compose),
  )

describe("staff", () => {
  test("take a text off a profile; its author reads why, there and in a mail", async () => {
    const [ann, moderator] = [await someone(), await staff()]
    await describeOneself(ann, { about: "Boats! Boats!" })
    await clear(moderator, ann, "about")
    expect(await aboutOf(ann)).toBe("")
    expect(await clearingsOf(ann.id)).toMatchObject([
      { what: "about", reason: "It sells <b>boats</b>.", by: { name: moderator.name } },
    ])
    const past = await pastOf(caseIdOf({ kind: "member", id: ann.id }))
    expect(past).toMatchObject([{ type: "cleared-about", by: moderator.id, words: "It sells <b>boats</b>." }])
    const [letter] = await lettersTo(ann)
    expect(letter).toMatchObject({ to: expect.stringContaining(ann.name.toLowerCase()) })
    expect(letter).toHaveProperty("text", expect.stringContaining("It sells <b>boats</b>."))
    expect(letter).toHaveProperty("html", expect.stringContaining("It sells &lt;b&gt;boats&lt;/b&gt;."))
  })

  test("take a picture away, with its files; another one may be chosen", async () => {
    const [ann, moderator] = [await someone(), await staff()]
    await changeAvatar(ann, await aPng())
    await clear(moderator, ann, "avatar")
    await settle()
    expect(store.current().names()).toEqual([])
    await changeAvatar(ann, await aPng())
    expect(store.current().names()).toHaveLength(3)
  })

  test("are told when there is nothing, or another one was faster", async () => {
    const [ann, moderator] = [await someone(), await staff()]
    const gone = { kind: "conflict", code: "nothing-to-clear" }
    await expect(clear(moderator, ann, "avatar")).rejects.toMatchObject(gone)
    await expect(clear(moderator, ann, "about")).rejects.toMatchObject(gone)
    await describeOneself(ann, { about: "Boats!" })
    const both = await Promise.allSettled([
      clear(moderator, ann, "about"),
      clear(await staff(), ann, "about"),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(await lettersTo(ann)).toHaveLength(1)
  })

  test("take away what they looked at, and nothing that came since", async () => {
    const [ann, moderator] = [await someone(), await staff()]
    await describeOneself(ann, { about: "Boats!" })
    const { version } = await changeAvatar(ann, await aPng())
    await describeOneself(ann, { about: "I row." })
    await changeAvatar(ann, await aPng())
    const other = { code: "nothing-to-clear" }
    await expect(clear(moderator, ann, "about", markOf("Boats!"))).rejects.toMatchObject(other)
    await expect(clear(moderator, ann, "avatar", version)).rejects.toMatchObject(other)
    expect(await aboutOf(ann)).toBe("I row.")
    expect(await clearingsOf(ann.id)).toEqual([])
  })

  test("must say why, shortly", () => {
    const member = "01JD0000000000000000000000"
    for (const reason of ["", "  ", "x".repeat(301)])
      expect(ClearInput.safeParse({ member, what: "about", mark: "", reason }).success).toBe(false)
    expect(ClearInput.safeParse({ member, what: "name", mark: "", reason: "No." }).success).toBe(false)
  })
})

describe("nobody else", () => {
  test("may, and members do not learn of the page", async () => {
    const ann = await someone()
    await describeOneself(ann, { about: "Boats!" })
    await expect(clear(GUEST, ann, "about")).rejects.toMatchObject({ kind: "unauthenticated" })
    await expect(clear(await someone(), ann, "about")).rejects.toMatchObject({ kind: "not-found" })
    await expect(clear(ann, ann, "about")).rejects.toMatchObject({ kind: "not-found" })
    expect(await aboutOf(ann)).toBe("Boats!")
  })

  test.each([
    ["moderator", "moderator"],
    ["moderator", "admin"],
    ["admin", "admin"],
    ["admin", "owner"],
  ] as const)("may of those beside or above them: a %s of a %s", async (role, theirs) => {
    const above = await staff(theirs)
    await describeOneself(above, { about: "I decide." })
    await expect(clear(await staff(role), above, "about")).rejects.toMatchObject({ kind: "forbidden" })
    expect(await clearingsOf(above.id)).toEqual([])
  })

  test("may of who is not there, has not confirmed their address, or has left", async () => {
    const [left, moderator] = [await someone(), await staff()]
    await endAccountOf((await getUser(left.id))!, "keep")
    const pending = await someone(undefined, { verifiedAt: undefined })
    for (const who of [left, pending, { ...left, id: "01JD0000000000000000000000" }])
      await expect(clear(moderator, who, "about")).rejects.toMatchObject({ kind: "not-found" })
  })
})
