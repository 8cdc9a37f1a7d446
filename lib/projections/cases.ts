/** What each case has become: the fold of its events, kept for the queue. */
import { ForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import {
  CASE_EVENT_TYPES,
  type CaseEvent,
  CaseEvents,
  type CaseEventType,
} from "#lib/db/items/case-events.ts"
import { eventsByType } from "#lib/db/patterns/cases.ts"
import { retry } from "#lib/db/retry.ts"
import { putCase } from "#lib/db/writes/cases.ts"
import { foldCase } from "#lib/forum/case-folding.ts"
import { currentCase, pastOf } from "#lib/forum/cases.ts"
import { images, type Projection } from "./contract.ts"

/** More is known of it already: somebody else was told of later events, too. */
class Known extends Error {}

export const cases: Projection = {
  name: "cases",
  entities: ["CaseEvent"],
  // From 1 on it says in which category a case lies.
  rules: 1,
  async apply(changes) {
    const events = changes.flatMap((change) => images(CaseEvents, change).after ?? [])
    const ids = new Set(events.map((event) => event.case))
    await Promise.all([...ids].map(follow))
  },
  async *rebuild(from) {
    let count = 0
    for await (const { events, cursor } of beginnings(from)) {
      for (const event of events) await makeAnew(event.case)
      count += events.length
      yield { cursor, done: `${count} cases.` }
    }
  },
}

async function follow(id: string): Promise<void> {
  const one = await currentCase(id)
  if (one) await put(one)
}

/** From the first event on, whatever was kept. Events that come meanwhile are told by the stream, or folded here as well. */
async function makeAnew(id: string): Promise<void> {
  await retry(
    async () => {
      const one = foldCase(await pastOf(id))
      return !one || (await put(one)) ? true : undefined
    },
    () => new ForumError("conflict", "busy"),
  )
}

/** @returns false when more is known */
async function put(one: Parameters<typeof putCase>[0]): Promise<boolean> {
  try {
    await commit([putCase(one, () => new Known())])
    return true
  } catch (error) {
    if (error instanceof Known) return false
    throw error
  }
}

/** The first event of every case there is. A cursor is a type of events, and behind which of them one goes on. */
async function* beginnings(cursor = ""): AsyncGenerator<{ events: CaseEvent[]; cursor: string }> {
  const [begun, behind] = cursor.split(" ")
  const types = CASE_EVENT_TYPES.slice(Math.max(0, CASE_EVENT_TYPES.indexOf(begun as CaseEventType)))
  for (const type of types)
    for (let after = type === begun ? behind || undefined : undefined, isMore = true; isMore; ) {
      const { items, next } = await eventsByType(type, after)
      after = next ?? after
      yield {
        events: items.filter(({ version }) => version === 1),
        cursor: [type, ...(after ? [after] : [])].join(" "),
      }
      isMore = next !== undefined
    }
}
