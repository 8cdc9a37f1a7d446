/** How much members may write, and how many they may call: whoever makes accounts to shout reaches few with each. */
import { HOUR, now } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import type { Write } from "#lib/db/commit.ts"
import type { Post } from "#lib/db/items/posts.ts"
import { RULES, type RuleName } from "#lib/limits/rules.ts"
import { spending } from "#lib/limits/spend.ts"
import { t } from "#lib/words/t.ts"
import type { Member } from "./actor.ts"
import { isStaff } from "./ranks.ts"
import { settings } from "./settings.ts"
import type { SettingValues } from "./settings-list.ts"
import { levelOf } from "./trust.ts"

/** Whether the member has just come, and so is trusted with less. */
export function isNewcomer(member: Pick<Member, "id" | "postCount" | "level">): boolean {
  return levelOf(member) === 0
}

/** Links to other sites, and pictures: what makes accounts worth making. @throws ForumError invalid */
export async function requireFew(
  member: Member,
  { links, images }: { links: number; images: number },
): Promise<void> {
  if (isStaff(member) || !isNewcomer(member)) return
  const { "new-links": mostLinks, "new-pictures": mostImages } = await settings()
  if (links > mostLinks) throw tooMany(t("trust.many-links", { max: mostLinks }))
  if (images > mostImages) throw tooMany(t("trust.many-pictures", { max: mostImages }))
}

const tooMany = (message: string): ForumError =>
  new ForumError("invalid", "too-much-for-new", { field: "body", message })

/** Until when a new member may edit what they wrote; undefined where that has no end. ISO 8601. */
export async function editableUntil(
  member: Member,
  { author, createdAt }: Pick<Post, "author" | "createdAt">,
): Promise<string | undefined> {
  const isOwn = author.id === member.id
  const { "new-edit-hours": hours } = await settings()
  if (!isOwn || hours === 0 || isStaff(member) || !isNewcomer(member)) return undefined
  return new Date(Date.parse(createdAt) + hours * HOUR).toISOString()
}

/** Nobody waits until a post was read, and puts something else into it. @throws ForumError forbidden */
export async function requireEditable(
  member: Member,
  post: Pick<Post, "author" | "createdAt">,
): Promise<void> {
  const until = await editableUntil(member, post)
  if (until && Date.parse(until) <= now()) throw new ForumError("forbidden", "edit-too-late")
}

/** What writing spends of limits, as part of its transaction: of one more while the member is new. */
export function writingLimits(
  member: Member,
  rule: RuleName,
  set: Pick<SettingValues, "new-topics">,
): Write[] {
  if (isStaff(member)) return []
  // Whoever writes to staff alone shouts at nobody.
  const isPublic = rule !== "staff.write"
  const isNew = isPublic && isNewcomer(member)
  return [
    spending(rule, member.id, { times: times(rule, member) }),
    ...(isNew ? [spending("newcomer.write", member.id)] : []),
    ...(isNew && rule === "topic.create"
      ? [spending("newcomer.topic", member.id, { times: set["new-topics"] })]
      : []),
  ]
}

type Named = { mentions?: string[] | undefined; quotes?: string[] | undefined }

/** The same of naming and quoting others: each is told, and gets a mail perhaps. @param before who was told already */
export function namingLimits(member: Member, after: Named, before: Named = {}): Write[] {
  const told = new Set([member.id, ...peopleIn(before)])
  const people = new Set(peopleIn(after).filter((one) => !told.has(one))).size
  if (people === 0 || isStaff(member)) return []
  const rule = isNewcomer(member) ? "newcomer.name" : "people.name"
  return [spending(rule, member.id, { amount: people, times: times(rule, member) })]
}

/** Regulars, and whom staff trust, do twice as much. */
function times(rule: RuleName, member: Member): number {
  return RULES[rule].times * (levelOf(member) >= 2 ? 2 : 1)
}

const peopleIn = ({ mentions = [], quotes = [] }: Named): string[] => [...mentions, ...quotes]
