/** How much members may write, and how many they may call: whoever makes accounts to shout reaches few with each. */
import { DAY, now } from "#lib/base/clock.ts"
import { timeOf } from "#lib/base/ids.ts"
import type { Write } from "#lib/db/commit.ts"
import type { RuleName } from "#lib/limits/rules.ts"
import { spending } from "#lib/limits/spend.ts"
import { isStaff } from "./access.ts"
import type { Member } from "./actor.ts"

/** Whoever has written so much is known to others. Only public posts count. */
const FIRST_POSTS = 10
/** Whoever writes where not everybody reads is no newcomer for ever. */
const FIRST_DAYS = 30

/** Whether the member has just come. */
export function isNewcomer({ id, postCount }: Pick<Member, "id" | "postCount">): boolean {
  return postCount < FIRST_POSTS && now() - timeOf(id) < FIRST_DAYS * DAY
}

/** What writing spends of limits, as part of its transaction: of one more while the member is new. */
export function writingLimits(member: Member, rule: RuleName): Write[] {
  if (isStaff(member)) return []
  // Whoever writes to staff alone shouts at nobody.
  const isPublic = rule !== "staff.write"
  return [
    spending(rule, member.id),
    ...(isPublic && isNewcomer(member) ? [spending("newcomer.write", member.id)] : []),
  ]
}

type Named = { mentions?: string[] | undefined; quotes?: string[] | undefined }

/** The same of naming and quoting others: each is told, and gets a mail perhaps. @param before who was told already */
export function namingLimits(member: Member, now: Named, before: Named = {}): Write[] {
  const told = new Set([member.id, ...peopleIn(before)])
  const people = new Set(peopleIn(now).filter((one) => !told.has(one))).size
  if (people === 0 || isStaff(member)) return []
  return [spending(isNewcomer(member) ? "newcomer.name" : "people.name", member.id, people)]
}

const peopleIn = ({ mentions = [], quotes = [] }: Named): string[] => [...mentions, ...quotes]
