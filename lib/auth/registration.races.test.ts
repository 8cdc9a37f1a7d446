import { expect, test } from "vitest"
import { isForumError } from "#lib/base/errors.ts"
import { getUser, userByEmail, userBySkeleton } from "#lib/db/patterns/users.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { hasOwner, ownerLink } from "#lib/forum/owner.ts"
import { aClient, aRegistration } from "#lib/testing/accounts.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { freshTable } from "#lib/testing/table.ts"
import { memberOfAccount } from "./accounts.ts"
import { confirmEmail, register, registerOwner } from "./registration.ts"
import { resetPassword } from "./resetting.ts"
import { signInWithPassword } from "./signing-in.ts"
import { issueToken } from "./tokens.ts"

freshTable()
const inbox = freshInbox()

const AT_ONCE = 12
const many = <T>(work: (n: number) => Promise<T>) =>
  Promise.allSettled(Array.from({ length: AT_ONCE }, (_, n) => work(n)))
const won = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.filter(({ status }) => status === "fulfilled")
const refusals = (outcomes: PromiseSettledResult<unknown>[]) =>
  outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []))

test("of twelve who register one name at once, exactly one gets it", async () => {
  const { name } = aRegistration()
  const inputs = Array.from({ length: AT_ONCE }, (_, n) =>
    aRegistration({ name: n % 2 ? name : name.toUpperCase() }),
  )
  const outcomes = await many((n) => register(inputs[n]!, aClient()))
  expect(won(outcomes)).toHaveLength(1)
  for (const error of refusals(outcomes)) expect(error).toMatchObject({ code: "name-taken" })
  const accounts = await Promise.all(inputs.map(({ email }) => userByEmail(email)))
  expect(accounts.filter(Boolean)).toHaveLength(1)
})

test("of four who register one address at once, one account comes out, with one name and its own password", async () => {
  const { email } = aRegistration()
  const inputs = [1, 2, 3, 4].map((n) => aRegistration({ email, password: `password of ${n}` }))
  const outcomes = await Promise.allSettled(inputs.map((input) => register(input, aClient())))
  // To all of them it looks the same.
  expect(refusals(outcomes)).toEqual([])
  // Mails overtake each other: the one link that is good need not be in the last.
  const links = (await inbox.mailsTo(email)).flatMap((mail) => /[?&]token=([\w-]+)/.exec(mail)?.[1] ?? [])
  const opened = await Promise.allSettled(links.map((secret) => confirmEmail(secret, aClient())))
  expect(won(opened)).toHaveLength(1)
  const user = (await userByEmail(email))!
  const names = await Promise.all(inputs.map(({ name }) => userBySkeleton(skeletonOf(name))))
  expect(names.filter(Boolean).map((one) => one?.id)).toEqual([user.id])
  const winner = inputs.find(({ name }) => name === user.name)!
  expect(await signInWithPassword(winner, aClient())).toMatchObject({ id: user.id })
})

test("of twelve who use one link at once, one does", async () => {
  const input = aRegistration()
  await register(input, aClient())
  const secret = await inbox.lastSecret(input.email)
  expect(won(await many(() => confirmEmail(secret, aClient())))).toHaveLength(1)
  const user = (await userByEmail(input.email))!
  const token = await issueToken("reset", user)
  const outcomes = await many((n) => resetPassword({ token, password: `password of ${n}` }, aClient()))
  expect(won(outcomes)).toHaveLength(1)
  for (const error of refusals(outcomes)) expect(isForumError(error)).toBe(true)
  expect((await getUser(user.id))?.sessionEpoch).toBe(2)
})

test("one account elsewhere that comes twice at once is one member", async () => {
  const account = {
    provider: "oidc",
    id: "twice",
    name: "twice",
    email: "twice@example.org",
    emailVerified: true,
  }
  const members = await Promise.all([memberOfAccount(account), memberOfAccount(account)])
  expect(new Set(members.map(({ id }) => id)).size).toBe(1)
})

test("there is exactly one first owner, however many use the link at once", async () => {
  const token = new URL((await ownerLink())!).searchParams.get("owner")!
  const inputs = Array.from({ length: AT_ONCE }, () => ({ ...aRegistration(), token }))
  const outcomes = await many((n) => registerOwner(inputs[n]!, aClient()))
  expect(won(outcomes)).toHaveLength(1)
  expect(await hasOwner()).toBe(true)
  const owners = await Promise.all(inputs.map(({ email }) => userByEmail(email)))
  expect(owners.filter((user) => user?.role === "owner")).toHaveLength(1)
})
