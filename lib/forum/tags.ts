/** Tags of topics: who may create which. */

import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import type { Write } from "#lib/db/commit.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { existingTags } from "#lib/db/patterns/topics.ts"
import { deleteTagTopic, putTag, putTagTopic } from "#lib/db/writes/topics.ts"
import { t } from "#lib/words/t.ts"
import { can } from "./access.ts"
import type { Actor } from "./actor.ts"

/**
 * The writes that give `topic` the tags `wanted` in place of those it has.
 * @throws ForumError forbidden when a tag is new and the actor may not create tags
 */
export async function tagWrites(
  actor: Actor,
  topic: Pick<Topic, "id" | "category" | "tags">,
  wanted: string[],
): Promise<Write[]> {
  const added = wanted.filter((tag) => !topic.tags.includes(tag))
  const dropped = topic.tags.filter((tag) => !wanted.includes(tag))
  const known = added.length > 0 ? await existingTags(added) : []
  const created = added.filter((tag) => !known.includes(tag))
  if (created.length > 0 && !can(actor, "tag.create", {})) {
    throw new ForumError("forbidden", "tag-not-allowed", {
      field: "tags",
      message: t("inputs.no-tag", { tag: created[0] ?? "" }),
    })
  }
  return [
    ...created.map((tag) => putTag(tag, nowIso())),
    ...added.map((tag) => putTagTopic(tag, topic)),
    ...dropped.map((tag) => deleteTagTopic(tag, topic.id)),
  ]
}
