/** Where staff let people in (setting `registration`): an account waits for them once its address is confirmed. */
import { DAY, now } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import type { Write } from "#lib/db/commit.ts"
import { HeldAccounts, type User } from "#lib/db/items/users.ts"
import { keptUnder } from "#lib/db/patterns/belongings.ts"
import { getUser, passwordHashOf } from "#lib/db/patterns/users.ts"
import { overtaken } from "#lib/db/retry.ts"
import { putMail } from "#lib/db/writes/mails.ts"
import { acceptMember, turnAway } from "#lib/db/writes/registrations.ts"
import type { Letter } from "#lib/email/letter.ts"
import { letIn, notLetIn } from "#lib/email/letters.ts"
import { newMail } from "#lib/email/outbox.ts"
import { seal } from "#lib/email/sealing.ts"
import { memberFrom } from "./actor.ts"
import { appended, caseIdOf, currentCase } from "./cases.ts"
import { skeletonOf } from "./names.ts"
import { settings } from "./settings.ts"

/** Whether who registers now has to wait. */
export async function mustWait(): Promise<boolean> {
  return (await settings()).registration === "approval"
}

/** What brings an application before staff. Goes with the write that confirms the address. */
export async function applicationWrites(user: User): Promise<Write[]> {
  const subject = { kind: "member", id: user.id, member: user.id, title: "" } as const
  const id = caseIdOf(subject)
  return [appended(id, await currentCase(id), memberFrom(user), { type: "applied", subject })]
}

/** Staff let somebody in, who is greeted as a new member; and told what staff say. @throws ForumError forbidden */
export async function lettingIn(id: string, words?: string): Promise<Write[]> {
  const user = await applicant(id)
  const mail = words ? mailTo(user, letIn(user.email!, words)) : undefined
  return [acceptMember(user, overtaken), ...(mail ? [mail] : [])]
}

/** Staff do not let somebody in, who is told why. Name and address are free again after a week, or by registering anew. */
export async function turningAway(id: string, words = ""): Promise<Write[]> {
  const user = await applicant(id)
  const [hash, { items }] = await Promise.all([passwordHashOf(id), keptUnder(id, { limit: 50 })])
  const accounts = items.filter(({ entityType }) => entityType === "HeldAccount").map(HeldAccounts.decode)
  const has = { password: hash !== undefined, accounts }
  return [
    ...turnAway(user, skeletonOf(user.name), has, overtaken),
    mailTo(user, notLetIn(user.email!, words)),
  ]
}

async function applicant(id: string): Promise<User> {
  const user = await getUser(id, { consistent: true })
  if (!user?.appliedAt || user.verifiedAt) throw new ForumError("forbidden", "case-not-so")
  return user
}

function mailTo(user: User, letter: Letter): Write {
  const cause = `application ${user.version}`
  const named = { ...letter, place: { id: `${cause.replace(" ", "-")}-${user.id.toLowerCase()}` } }
  const about = { kind: "letter", sealed: seal(named) } as const
  return putMail(newMail(user.id, cause, now(), about, { goodFor: 7 * DAY }), overtaken)
}
