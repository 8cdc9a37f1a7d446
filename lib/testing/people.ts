/** People and things for tests, made through the real verbs wherever there is one. */
import { randomUUID } from "node:crypto"
import type { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit, IS_NEW } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { Emails, type Role, type User, UserNames, Users } from "#lib/db/items/users.ts"
import { onlyAddress, putCategory } from "#lib/db/writes/categories.ts"
import { setStanding } from "#lib/db/writes/members.ts"
import { type Actor, type Member, memberFrom } from "#lib/forum/actor.ts"
import { CategoryInput, createCategory } from "#lib/forum/categories.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { reply } from "#lib/forum/posts.ts"
import { startTopic, type Written } from "#lib/forum/topics.ts"

/** A member who has written enough to do what members do, unless `changes` say otherwise. */
export async function someone(
  name = `p${randomUUID().slice(0, 10)}`,
  changes: Partial<User> = {},
): Promise<Member> {
  const at = nowIso()
  const user: User = {
    id: newId(),
    name,
    email: `${name.toLowerCase()}@example.org`,
    verifiedAt: at,
    role: "member",
    sessionEpoch: 1,
    about: "",
    topicCount: 0,
    postCount: 10,
    createdAt: at,
    updatedAt: at,
    version: 1,
    ...changes,
  }
  await commit([
    { kind: "put", item: Users.encode(user), condition: IS_NEW },
    { kind: "put", item: UserNames.encode({ skeleton: skeletonOf(name), user: user.id }), condition: IS_NEW },
    ...(user.email
      ? [{ kind: "put", item: Emails.encode({ address: user.email, user: user.id }) } as const]
      : []),
  ])
  return memberFrom(user)
}

export function staff(role: Role = "moderator"): Promise<Member> {
  return someone(undefined, { role })
}

/** A category with a name of its own. */
export function aCategory(changes: Partial<z.input<typeof CategoryInput>> = {}): Promise<Category> {
  return createCategory(
    { kind: "operator" },
    { id: `c-${randomUUID().slice(0, 12)}`, name: "Harbour", ...changes },
  )
}

/** One of any number: how many a forum may have is not asked. */
export async function oneMoreCategory(): Promise<Category> {
  const [id, at] = [`c-${randomUUID().slice(0, 12)}`, nowIso()]
  const empty = { pinned: [], topicCount: 0, postCount: 0, createdAt: at, updatedAt: at, version: 1 }
  const category: Category = { ...CategoryInput.parse({ name: "Harbour" }), ...empty, id }
  await commit([putCategory(category), onlyAddress(id)])
  return category
}

export const aForm = (): string => randomUUID()

export function aTopic(
  actor: Actor,
  category: Pick<Category, "id">,
  changes: { title?: string; body?: string; tags?: string[]; form?: string } = {},
): Promise<Written> {
  const input = { title: "Where do the boats go in winter?", body: "I wonder.", tags: [], form: aForm() }
  return startTopic(actor, { ...input, ...changes, category: category.id })
}

export function aReply(actor: Actor, topic: string, body = "South, like the birds."): Promise<Written> {
  return reply(actor, { form: aForm(), topic, body })
}

/** Suspends somebody without a word, for tests of what that takes from them. Without an end: gives it back. */
export function suspended({ id, role }: Pick<Member, "id" | "role">, until?: string): Promise<void> {
  return commit([setStanding({ id, role }, "suspended", until ? { until, why: "Advertising" } : undefined)])
}
