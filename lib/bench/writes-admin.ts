/** What administrators do, in the forum that is measured. */

import { DAY, epochSecondsIn, nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { CategoryAddresses, WardensOf } from "#lib/db/items/categories.ts"
import { Invitations, Inviteds } from "#lib/db/items/invitations.ts"
import { ForumTextName, ForumTexts, Looks } from "#lib/db/items/site.ts"
import { TagRows, Tags, TagTopics } from "#lib/db/items/topics.ts"
import type { Key } from "#lib/db/keys/key.ts"
import { findCategory, findCategoryAddress, wardensOf } from "#lib/db/patterns/categories.ts"
import {
  findInvitation,
  invitedBy,
  openInvitations,
  openInvitationsOf,
} from "#lib/db/patterns/invitations.ts"
import { forumTexts, getLook } from "#lib/db/patterns/site.ts"
import { MOST_COUNTED, rowsUnder, tagsByCount, tagsByName, topicsUnder } from "#lib/db/patterns/tags.ts"
import type { Raw } from "#lib/db/query.ts"
import type { Member } from "#lib/forum/actor.ts"
import { changeCategory, createCategory } from "#lib/forum/categories.ts"
import { orderCategory } from "#lib/forum/category-order.ts"
import { mergeCategory, removeCategory, restoreCategory } from "#lib/forum/category-removal.ts"
import { setForumText } from "#lib/forum/forum-texts.ts"
import { invite, withdraw } from "#lib/forum/invitations.ts"
import { styleForum } from "#lib/forum/looks.ts"
import { signOutMember } from "#lib/forum/member-keeping.ts"
import { setRole } from "#lib/forum/roles.ts"
import { setSettings } from "#lib/forum/setting-changes.ts"
import { freshSettings } from "#lib/forum/settings.ts"
import { describeTag, renameTag } from "#lib/forum/tag-keeping.ts"
import { endWarden, nameWarden } from "#lib/forum/wards.ts"
import type { Change } from "#lib/projections/contract.ts"
import { tagList } from "#lib/projections/tag-list.ts"
import type { World } from "./world.ts"

/** As long as it may be. */
const CSS = "a{color:red}".repeat(1_666)
/** Who has invited many, and the hashes of what they made. */
const INVITING = newId()
const hashOf = (n: number): string => String(n).padStart(43, "0")
/** One that more topics have than are counted. */
const TAG = "counted"
const BODY = "Be kind to each other. ".repeat(90)

/** All texts of the forum, as long as people read them, and an address that a category was given. */
export function adminItems(): Record<string, unknown>[] {
  const text = { source: BODY, html: `<p>${BODY}</p>`, updatedAt: nowIso(), version: 1 }
  return [
    ...ForumTextName.options.map((name) => ForumTexts.encode({ name, ...text })),
    Looks.encode({ css: CSS, cleanCss: CSS, updatedAt: nowIso(), version: 1 }),
    ...Array.from({ length: 60 }, (_, n) =>
      Invitations.encode({
        ...{ hash: hashOf(n), by: INVITING, note: "For who fishes", left: 3, of: 5 },
        ...{ createdAt: nowIso(), endsAt: nowIso(), expiresAt: epochSecondsIn(DAY) },
      }),
    ),
    ...Array.from({ length: 30 }, () => Inviteds.encode({ by: INVITING, user: newId(), at: nowIso() })),
    Tags.encode({ tag: TAG, createdAt: nowIso() }),
    ...Array.from({ length: MOST_COUNTED + 20 }, () =>
      TagTopics.encode({ tag: TAG, topic: newId(), category: "harbour" }),
    ),
    ...Array.from({ length: 60 }, (_, n) =>
      TagRows.encode({ tag: `${TAG}-${n}`, topics: n, description: "What it is for. ".repeat(10) }),
    ),
    CategoryAddresses.encode({ slug: "jetty", category: "harbour" }),
    WardensOf.encode({ category: "harbour", members: Array.from({ length: 10 }, () => newId()), version: 1 }),
  ]
}

export const ADMIN_READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-250": () => findCategoryAddress("jetty"),
  "AP-251": () => forumTexts(),
  "AP-275": () => wardensOf("harbour"),
  "AP-285": () => getLook(),
  "AP-286": () => topicsUnder(TAG),
  "AP-287": () => rowsUnder(TAG, { limit: 8 }),
  "AP-288": () => tagsByName("counted"),
  "AP-288b": () => tagsByCount(),
  "AP-289": () => findInvitation(hashOf(1)),
  "AP-290": () => openInvitations(),
  "AP-290b": () => openInvitationsOf(INVITING),
  "AP-291": () => invitedBy(INVITING),
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
  await write({ own: "W-286" }, () => describeTag(admin, { tag: TAG, version: 0, description: "For tides." }))
  const put = TagTopics.encode({ tag: TAG, topic: newId(), category: "harbour" })
  const change: Change = {
    ...{ sequence: "1".padStart(40, "0"), shard: "measured", at: nowIso(), entityType: "TagTopic" },
    ...{ key: put as unknown as Key, after: put as Raw },
  }
  await write({ own: "W-287" }, () => tagList.apply([change]))
  await write({ own: "W-288" }, () => renameTag(admin, { tag: TAG, version: 1, name: "recounted" }))
  let hash = ""
  await write({ own: "W-289" }, async () => {
    hash = (await invite(admin, { people: 3, days: 7, note: "For who fishes" })).invitation.hash
  })
  await write({ own: "W-290" }, () => withdraw(admin, { invitation: hash }))
  const { version } = await freshSettings()
  await write({ own: "W-257" }, () => setSettings(admin, { version, values: { "first-posts-held": "2" } }))
}
