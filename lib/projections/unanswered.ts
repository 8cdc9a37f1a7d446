/** Which topics nobody has answered: a list of each category, that follows from the rows of its topics. */
import { commit } from "#lib/db/commit.ts"
import { isUnanswered, Topics } from "#lib/db/items/topics.ts"
import { listedUnanswered } from "#lib/db/patterns/figures.ts"
import { listUnanswered } from "#lib/db/writes/topics.ts"
import { type Change, images, type Projection } from "./contract.ts"
import { categoriesFrom, cursorOf, placeIn, topicsIn } from "./counters/walks.ts"

type Place = { category: string; topic: string }

/** The row says something else by now: that was told, too, or will be. */
class Outdated extends Error {}

export const unanswered: Projection = {
  name: "unanswered",
  entities: ["Topic"],
  async apply(changes) {
    await Promise.all([...turned(changes).values()].map(({ place, waits }) => list(place, waits)))
  },
  rules: 1,
  /** What is listed and should not be, as far as it is there, and then what should be and is not. */
  async *rebuild(from) {
    const place = placeIn(from)
    for (const category of await categoriesFrom(place)) {
      const behind = place?.category === category ? place.topic : undefined
      for (let at: string | undefined, isMore = behind === undefined; isMore; ) {
        const { topics, next } = await listedUnanswered(category, at)
        for (const topic of topics) await list({ category, topic }, false)
        ;[at, isMore] = [next, next !== undefined]
      }
      let waiting = 0
      for await (const topics of topicsIn({ id: category }, behind)) {
        for (const topic of topics) await list({ category, topic: topic.id }, isUnanswered(topic))
        waiting += topics.filter(isUnanswered).length
        const topic = topics.at(-1)!.id
        yield { cursor: cursorOf({ category, topic }), done: `${category}: ${waiting} without a reply.` }
      }
    }
  },
}

/** What each row says last, where any of its changes is one of this. */
function turned(changes: readonly Change[]): Map<string, { place: Place; waits: boolean }> {
  const last = new Map<string, { place: Place; waits: boolean }>()
  for (const change of changes) {
    const { before, after } = images(Topics, change)
    const waits = after !== undefined && isUnanswered(after)
    const topic = (after ?? before)!
    const place = { category: topic.category, topic: topic.id }
    const key = `${place.category} ${place.topic}`
    if (waits !== (before !== undefined && isUnanswered(before)) || last.has(key))
      last.set(key, { place, waits })
  }
  return last
}

async function list(place: Place, waits: boolean): Promise<void> {
  try {
    await commit(listUnanswered(place, waits, () => new Outdated()))
  } catch (error) {
    if (!(error instanceof Outdated)) throw error
  }
}
