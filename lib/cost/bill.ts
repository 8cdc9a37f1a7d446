/** What a forum of a given size costs in a month with its table at Amazon, or all of it, from measured units and stated prices. */
import { budgets } from "#lib/bench/budgets.ts"
import * as habits from "./habits.ts"
import * as aws from "./habits-in-aws.ts"
import { type Item, priced, type Size } from "./item.ts"
import { GIVEN, PRICES } from "./prices.ts"
import { servingOf } from "./serving.ts"

/** @property due what is left of the dollars after what AWS gives every account */
export type Bill = { items: Item[]; dollars: number; due: number }
/** Who serves the pages and follows the stream: a machine of one's own, or AWS. */
export type Where = "machine" | "aws"

/** @throws Error where a habit names what is not measured */
export function billOf(size: Size, where: Where = "machine"): Bill {
  const { rcu, wcu } = unitsOf(size, where)
  const gigabytes = bytesOf(size) / 1e9
  const mails = size.posts * habits.MAILS_PER_POST + size.members * habits.DIGESTS_PER_MEMBER
  const items: Item[] = [
    { ...priced("reading the table", rcu / 1e6, "million units", PRICES.millionReads), group: USING },
    { ...priced("writing to it", wcu / 1e6, "million units", PRICES.millionWrites), group: USING },
    { ...priced("keeping it", gigabytes, "GB", PRICES.gigabyte, GIVEN.gigabytes), group: KEEPING },
    { ...priced("point-in-time recovery", gigabytes, "GB", PRICES.recoverableGigabyte), group: KEEPING },
    // A Lambda reads it for nothing.
    ...(where === "aws"
      ? []
      : [
          {
            ...priced(
              "reading its stream",
              habits.STREAM_READS / 1e5,
              "× 100,000",
              PRICES.streamReads,
              GIVEN.streamReads,
            ),
            group: USING,
          },
        ]),
    priced("mail", mails / 1e3, "thousand", PRICES.thousandMails),
    ...(where === "aws" ? servingOf(size, { wcu, mails }) : []),
  ]
  const sumOf = (what: "dollars" | "due"): number => items.reduce((sum, one) => sum + one[what], 0)
  return { items, dollars: sumOf("dollars"), due: sumOf("due") }
}

const [USING, KEEPING] = ["using the table", "keeping it recoverable"]

/** Units of a month. */
export function unitsOf(
  { members, posts, views }: Size,
  where: Where = "machine",
): { rcu: number; wcu: number } {
  const topics = posts * habits.TOPICS_PER_POST
  const done: [habits.Acts, number][] = [
    [habits.A_TOPIC, topics],
    [habits.A_REPLY, posts - topics],
    [habits.A_LIKE, posts * habits.LIKES_PER_POST],
    [habits.A_PAGE_MADE, views * habits.MADE_ANEW],
    [habits.A_MEMBERS_VIEW, views * habits.MEMBER_VIEWS],
    [habits.A_MEMBER, members],
    ...(where === "machine"
      ? [[habits.A_MONTH, 1] as [habits.Acts, number]]
      : ([
          [aws.A_POST_IN_AWS, posts],
          [aws.A_VIEW_IN_AWS, views],
          [aws.A_MONTH_IN_AWS, 1],
        ] as [habits.Acts, number][])),
  ]
  const measured = budgets()
  const sum = { rcu: 0, wcu: 0 }
  for (const [acts, times] of done) {
    for (const [number, count] of Object.entries(acts)) {
      const one = measured.get(number)
      if (!one)
        throw new Error(
          `lib/cost/habits.ts or habits-in-aws.ts names ${number}, of which docs/data-model.md has no row.`,
        )
      sum.rcu += one.rcu * count * times
      sum.wcu += one.wcu * count * times
    }
  }
  return sum
}

const bytesOf = ({ members, posts }: Size): number =>
  posts * 12 * habits.YEARS * habits.BYTES_PER_POST + members * habits.BYTES_PER_MEMBER
