/** Writes of keeping up. Each is made up by what comes before it. */

import { nowIso } from "#lib/base/clock.ts"
import type { Member } from "#lib/forum/actor.ts"
import { bookmarkPost, unbookmarkPost } from "#lib/forum/bookmarks.ts"
import { takeStance } from "#lib/forum/following.ts"
import { markAllRead, readUpTo, unmarkAllRead } from "#lib/forum/reading.ts"
import { chooseWhatFollows, watchCategory, watchTopic } from "#lib/forum/watching.ts"
import { noteOwnPosts } from "#lib/projections/auto-watch.ts"
import type { World } from "./world.ts"

const AT = nowIso()

/** By the write's number, in this order. */
export const WATCHING_WRITES: Record<string, (world: World, member: Member) => Promise<unknown>> = {
  "W-40": ({ topics }, member) => watchTopic(member, { topic: topics[2]!.id, level: "watching" }),
  "W-40b": ({ topics }, member) => readUpTo(member, { post: topics[2]!.firstPost }),
  "W-41": (_world, member) => watchCategory(member, { category: "harbour", level: "watching" }),
  "W-42": ({ members }, member) => takeStance(member, { member: members[5]!.id, stance: "follow" }),
  "W-42b": ({ members }, member) => takeStance(member, { member: members[5]!.id, stance: "mute" }),
  "W-43": ({ topics }, member) => bookmarkPost(member, { post: topics[3]!.firstPost, note: "For winter." }),
  "W-43b": ({ topics }, member) => unbookmarkPost(member, { post: topics[3]!.firstPost }),
  "W-43c": ({ topics }, member) => noteOwnPosts(member.id, topics[4]!.id, topics[5]!.firstPost),
  "W-43d": ({ topics, members }) => noteOwnPosts(members[0]!.id, topics[31]!.id, topics[31]!.firstPost),
  "W-44": (_world, member) => markAllRead(member, { category: "harbour", through: AT }),
  "W-44b": (_world, member) => unmarkAllRead(member, { category: "harbour", through: AT }),
  "W-45": (_world, member) => chooseWhatFollows(member, { started: "watching", replied: "tracking" }),
}
