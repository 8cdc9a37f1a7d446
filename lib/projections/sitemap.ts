/** Into which parts a category's topics are cut for search engines, and when something changed in each (ADR 0200). */
import { commit } from "#lib/db/commit.ts"
import { beginsPart, FIRST_PART } from "#lib/db/items/sitemap.ts"
import { changedAt, type Topic, Topics } from "#lib/db/items/topics.ts"
import { partAround } from "#lib/db/patterns/sitemap.ts"
import { notePart } from "#lib/db/writes/sitemap.ts"
import { type Change, images, type Projection } from "./contract.ts"
import { allTopics, cursorOf, placeIn } from "./counters/walks.ts"

/** That a topic's entry changed, and when. */
type Entry = { category: string; topic: string; at: string }

/** Something changed later there, and that is noted. */
class Known extends Error {}

export const sitemap: Projection = {
  name: "sitemap",
  entities: ["Topic"],
  async apply(changes) {
    await note(changes.flatMap(entriesOf))
  },
  rules: 1,
  async *rebuild(from) {
    let count = 0
    for await (const { topics, place } of allTopics(placeIn(from))) {
      await note(topics.map((one) => entryOf(one, changedAt(one))))
      count += topics.length
      yield { cursor: cursorOf(place), done: `${count} topics in parts.` }
    }
  },
}

const entryOf = ({ category, id }: Topic, at: string): Entry => ({ category, topic: id, at })

function entriesOf(change: Change): Entry[] {
  const { before, after } = images(Topics, change)
  const said = (topic?: Topic) => topic && [topic.slug, !topic.removed, changedAt(topic)].join("\n")
  return said(before) === said(after) ? [] : [entryOf((after ?? before)!, change.at)]
}

/** First where parts begin, so that what lies behind is noted there. */
async function note(entries: Entry[]): Promise<void> {
  const isFirst = ({ topic }: Entry) => beginsPart(topic)
  for (const { category, topic, at } of entries.filter(isFirst)) await write(category, topic, hourOf(at))
  for (const [category, some] of Map.groupBy(
    entries.filter((entry) => !isFirst(entry)),
    (entry) => entry.category,
  ))
    await noteIn(category, some)
}

async function noteIn(category: string, entries: Entry[]): Promise<void> {
  const left = entries.toSorted((a, b) => (a.topic < b.topic ? 1 : -1))
  for (let at = 0; at < left.length; ) {
    const part = await partAround(category, left[at]!.topic)
    const from = part?.from ?? FIRST_PART
    let newest = ""
    // No part begins between this one and the topic that was asked for: what lies there needs no asking.
    for (; at < left.length && left[at]!.topic >= from; at++) if (left[at]!.at > newest) newest = left[at]!.at
    const hour = hourOf(newest)
    if (hour > (part?.changedAt ?? "")) await write(category, from, hour)
  }
}

/** A busy topic writes once an hour. */
const hourOf = (at: string): string => `${at.slice(0, 13)}:00:00.000Z`

async function write(category: string, from: string, hour: string): Promise<void> {
  try {
    await commit([notePart({ category, from, changedAt: hour }, () => new Known())])
  } catch (error) {
    if (!(error instanceof Known)) throw error
  }
}
