/** Tags of topics: who may create which, and which is meant by a name. */

import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import type { Write } from "#lib/db/commit.ts"
import type { Tag, Topic } from "#lib/db/items/topics.ts"
import { findTags } from "#lib/db/patterns/tags.ts"
import { deleteTagTopic, putTag, putTagTopic } from "#lib/db/writes/tags.ts"
import { t } from "#lib/words/t.ts"
import { can } from "./access.ts"
import type { Actor } from "./actor.ts"

/** A tag that was renamed, and renamed again: further nobody is led. */
const LONGEST_LEAD = 5

/**
 * The writes that give `topic` the tags `wanted` in place of those it has, and which these are: what was renamed or
 * merged has its new name, what is being removed is none.
 * @throws ForumError forbidden when a tag is new and the actor may not create tags
 */
export async function tagging(
  actor: Actor,
  topic: Pick<Topic, "id" | "category" | "tags">,
  wanted: string[],
): Promise<{ tags: string[]; writes: Write[] }> {
  const asked = wanted.filter((tag) => !topic.tags.includes(tag))
  const { names, known } = await tagsMeant(asked)
  const tags = [...new Set(wanted.flatMap((tag) => names.get(tag) ?? [tag]))]
  const added = tags.filter((tag) => !topic.tags.includes(tag))
  const dropped = topic.tags.filter((tag) => !tags.includes(tag))
  const created = added.filter((tag) => !known.has(tag))
  if (created.length > 0 && !can(actor, "tag.create", {})) {
    throw new ForumError("forbidden", "tag-not-allowed", {
      field: "tags",
      message: t("inputs.no-tag", { tag: created[0] ?? "" }),
    })
  }
  const writes = [
    ...created.map((tag) => putTag(tag, nowIso())),
    ...added.map((tag) => putTagTopic(tag, topic)),
    ...dropped.map((tag) => deleteTagTopic(tag, topic.id)),
  ]
  return { tags, writes }
}

/** For each of these names the tag that is meant by it, or none; and the tags that there are. */
export async function tagsMeant(
  asked: string[],
): Promise<{ names: Map<string, string[]>; known: Map<string, Tag> }> {
  const known = new Map<string, Tag>()
  let unread = asked
  for (let step = 0; unread.length > 0 && step <= LONGEST_LEAD; step++) {
    const found = await findTags(unread)
    for (const one of found) known.set(one.tag, one)
    unread = found.flatMap(({ into }) => (into && !known.has(into) ? [into] : []))
  }
  return { names: new Map(asked.map((tag) => [tag, lead(tag, known)])), known }
}

function lead(tag: string, known: Map<string, Tag>): string[] {
  let name = tag
  for (let step = 0; step <= LONGEST_LEAD; step++) {
    const { into, removing } = known.get(name) ?? {}
    if (removing) return []
    if (!into) return [name]
    name = into
  }
  return []
}
