/** What a forum of a given size costs in a month on Amazon's DynamoDB, from measured units and stated prices. */
import { budgets } from "#lib/bench/budgets.ts"
import * as habits from "./habits.ts"
import { PRICES } from "./prices.ts"

/** Members there are; posts written and pages viewed in a month. */
export type Size = { members: number; posts: number; views: number }
export type Item = { name: string; amount: number; unit: string; dollars: number }
export type Bill = { items: Item[]; dollars: number }

/** @throws Error where a habit names what is not measured */
export function billOf(size: Size): Bill {
  const { rcu, wcu } = unitsOf(size)
  const gigabytes = bytesOf(size) / 1e9
  const mails = size.posts * habits.MAILS_PER_POST + size.members * habits.DIGESTS_PER_MEMBER
  const items: Item[] = [
    priced("reading the table", rcu / 1e6, "million units", PRICES.millionReads),
    priced("writing to it", wcu / 1e6, "million units", PRICES.millionWrites),
    priced("keeping it", gigabytes, "GB", PRICES.gigabyte),
    priced("point-in-time recovery", gigabytes, "GB", PRICES.recoverableGigabyte),
    priced("reading its stream", habits.STREAM_READS / 1e5, "× 100,000", PRICES.streamReads),
    priced("mail", mails / 1e3, "thousand", PRICES.thousandMails),
  ]
  return { items, dollars: items.reduce((sum, { dollars }) => sum + dollars, 0) }
}

const priced = (name: string, amount: number, unit: string, price: number): Item => ({
  ...{ name, amount, unit },
  dollars: amount * price,
})

/** Units of a month. */
export function unitsOf({ members, posts, views }: Size): { rcu: number; wcu: number } {
  const topics = posts * habits.TOPICS_PER_POST
  const done: [habits.Acts, number][] = [
    [habits.A_TOPIC, topics],
    [habits.A_REPLY, posts - topics],
    [habits.A_LIKE, posts * habits.LIKES_PER_POST],
    [habits.A_PAGE_MADE, views * habits.MADE_ANEW],
    [habits.A_MEMBERS_VIEW, views * habits.MEMBER_VIEWS],
    [habits.A_MEMBER, members],
    [habits.A_MONTH, 1],
  ]
  const measured = budgets()
  const sum = { rcu: 0, wcu: 0 }
  for (const [acts, times] of done) {
    for (const [number, count] of Object.entries(acts)) {
      const one = measured.get(number)
      if (!one) throw new Error(`lib/cost/habits.ts names ${number}, of which docs/data-model.md has no row.`)
      sum.rcu += one.rcu * count * times
      sum.wcu += one.wcu * count * times
    }
  }
  return sum
}

const bytesOf = ({ members, posts }: Size): number =>
  posts * 12 * habits.YEARS * habits.BYTES_PER_POST + members * habits.BYTES_PER_MEMBER
