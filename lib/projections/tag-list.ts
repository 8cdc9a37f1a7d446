/** The list of all tags, with how many topics have each: counted anew when that changes, up to a bound (ADR 0286). */
import { commit } from "#lib/db/commit.ts"
import { Tags, TagTopics } from "#lib/db/items/topics.ts"
import { findTags, topicsUnder } from "#lib/db/patterns/tags.ts"
import { deleteTagRow, putTagRow } from "#lib/db/writes/tags.ts"
import { type Change, images, type Projection } from "./contract.ts"
import { allTopics, cursorOf, placeIn } from "./counters/walks.ts"

export const tagList: Projection = {
  name: "tag-list",
  entities: ["Tag", "TagTopic"],
  async apply(changes) {
    for (const tag of new Set(changes.flatMap(tagsIn))) await list(tag)
  },
  rules: 1,
  async *rebuild(from) {
    // Tags are found by the topics that have them: nothing else lists those of before.
    const done = new Set<string>()
    for await (const { topics, place } of allTopics(placeIn(from))) {
      const tags = new Set(topics.flatMap((topic) => topic.tags)).difference(done)
      for (const tag of tags) {
        await list(tag)
        done.add(tag)
      }
      yield { cursor: cursorOf(place), done: `${done.size} tags in the list.` }
    }
  },
}

function tagsIn(change: Change): string[] {
  const of =
    change.entityType === "Tag"
      ? images(Tags, change)
      : change.before && change.after
        ? {}
        : images(TagTopics, change)
  return [of.before, of.after].flatMap((one) => (one ? [one.tag] : []))
}

/** What leads to another one, and what is gone, is in no list. */
async function list(tag: string): Promise<void> {
  const [kept] = await findTags([tag], { consistent: true })
  const isListed = kept && !kept.into && !kept.removing
  const write = isListed
    ? putTagRow({
        ...{ tag, topics: await topicsUnder(tag) },
        ...(kept.description && { description: kept.description }),
      })
    : deleteTagRow(tag)
  await commit([write])
}
