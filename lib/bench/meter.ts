/** What each request of a piece of work consumed, indexes included, and what the request was for. */
import { measure } from "#lib/db/capacity.ts"
import { FORUM_SETTINGS, WATCHED_WORDS } from "#lib/db/items/site.ts"
import { watchRequests } from "#lib/db/table.ts"

export type Consumed = { rcu: number; wcu: number }
export type Purpose = "own" | "counting" | "ranking" | "rate" | "remembered"

const REMEMBERED = [FORUM_SETTINGS, WATCHED_WORDS]

// biome-ignore lint/suspicious/noExplicitAny: the shapes of every request and answer
type Wire = any

/** Runs `work` alone and adds up what it consumed, by what it was for. */
export async function meter(work: () => Promise<unknown>): Promise<Record<Purpose, Consumed>> {
  const nothing = (): Consumed => ({ rcu: 0, wcu: 0 })
  const sums = {
    ...{ own: nothing(), counting: nothing(), ranking: nothing(), rate: nothing() },
    remembered: nothing(),
  }
  const stop = watchRequests((next: Wire) => async (args: Wire) => {
    const input = JSON.parse(new TextDecoder().decode(args.request.body))
    const answer = await next(args)
    const sum = sums[purposeOf(input)]
    // What is asked, say DynamoDB_20120810.DeleteItem.
    const isWrite = /\.\w*(?:Put|Update|Delete|Write)/.test(args.request.headers["x-amz-target"])
    for (const one of [(answer.output as Wire).ConsumedCapacity ?? []].flat())
      sum[isWrite ? "wcu" : "rcu"] += one.CapacityUnits ?? 0
    return answer
  })
  try {
    await measure(work)
  } finally {
    stop()
  }
  return sums
}

function purposeOf(input: Wire): Purpose {
  const key = input.Key ?? input.Item
  if (key?.PK.S.startsWith("RATE#")) return "rate"
  // Remembered for seconds, whoever asks (lib/forum/remembered.ts): no part of what one write costs.
  return input.Key && key.PK.S === "SETTINGS" && REMEMBERED.includes(key.SK.S) ? "remembered" : "own"
}
