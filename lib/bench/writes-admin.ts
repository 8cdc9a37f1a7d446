/** What administrators do, in the forum that is measured. */

import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { CategoryAddresses, WardensOf } from "#lib/db/items/categories.ts"
import { ForumTextName, ForumTexts, Looks } from "#lib/db/items/site.ts"
import { findCategory, findCategoryAddress, wardensOf } from "#lib/db/patterns/categories.ts"
import { forumTexts, getLook } from "#lib/db/patterns/site.ts"
import type { Member } from "#lib/forum/actor.ts"
import { changeCategory, createCategory } from "#lib/forum/categories.ts"
import { orderCategory } from "#lib/forum/category-order.ts"
import { mergeCategory, removeCategory, restoreCategory } from "#lib/forum/category-removal.ts"
import { setForumText } from "#lib/forum/forum-texts.ts"
import { styleForum } from "#lib/forum/looks.ts"
import { signOutMember } from "#lib/forum/member-keeping.ts"
import { setRole } from "#lib/forum/roles.ts"
import { setSettings } from "#lib/forum/setting-changes.ts"
import { freshSettings } from "#lib/forum/settings.ts"
import { endWarden, nameWarden } from "#lib/forum/wards.ts"
import type { World } from "./world.ts"

/** As long as it may be. */
const CSS = "a{color:red}".repeat(1_666)
const BODY = "Be kind to each other. ".repeat(90)

/** All texts of the forum, as long as people read them, and an address that a category was given. */
export function adminItems(): Record<string, unknown>[] {
  const text = { source: BODY, html: `<p>${BODY}</p>`, updatedAt: nowIso(), version: 1 }
  return [
    ...ForumTextName.options.map((name) => ForumTexts.encode({ name, ...text })),
    Looks.encode({ css: CSS, cleanCss: CSS, updatedAt: nowIso(), version: 1 }),
    CategoryAddresses.encode({ slug: "jetty", category: "harbour" }),
    WardensOf.encode({ category: "harbour", members: Array.from({ length: 10 }, () => newId()), version: 1 }),
  ]
}

export const ADMIN_READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-250": () => findCategoryAddress("jetty"),
  "AP-251": () => forumTexts(),
  "AP-275": () => wardensOf("harbour"),
  "AP-285": () => getLook(),
}

type Write = (numbers: { own: string }, work: () => Promise<unknown>) => Promise<unknown>

/** Each builds on the one before. */
export async function measureAdminWrites({ members }: World, staff: Member, write: Write): Promise<void> {
  const admin: Member = { ...staff, role: "admin" }
  const [id, other] = ["measured", "measured-too"]
  await write({ own: "W-250" }, () => createCategory(admin, { id, name: "Measured" }))
  await createCategory(admin, { id: other, name: "Measured too" })
  await write({ own: "W-251" }, () => changeCategory(admin, id, { slug: "quay", readers: "members" }))
  const named = { category: id, member: members[2]!.name }
  await write({ own: "W-275" }, () => nameWarden(admin, named))
  await write({ own: "W-275b" }, () => endWarden(admin, { category: id, member: members[2]!.id }))
  await write({ own: "W-252" }, () => orderCategory(admin, { category: other, to: "up" }))
  const now = async () => ({ category: id, version: (await findCategory(id))!.version, words: "Empty." })
  const removal = await now()
  await write({ own: "W-253" }, () => removeCategory(admin, removal))
  const restoration = await now()
  await write({ own: "W-253b" }, () => restoreCategory(admin, restoration))
  const merging = { ...(await now()), into: other, opened: "on" as const }
  await write({ own: "W-254" }, () => mergeCategory(admin, merging))
  await write({ own: "W-255" }, () => setForumText(admin, { name: "rules", version: 1, body: BODY }))
  await write({ own: "W-256" }, () => setRole(admin, { member: members[1]!.id, role: "moderator" }))
  await write({ own: "W-256b" }, () => signOutMember(admin, { member: members[1]!.id }))
  const css = CSS.replaceAll("red", "tan")
  await write({ own: "W-285" }, () => styleForum(admin, { version: 1, css, on: "on" }))
  const { version } = await freshSettings()
  await write({ own: "W-257" }, () => setSettings(admin, { version, values: { "first-posts-held": "2" } }))
}
