/** Bills as people read them. */
import { type Bill, billOf, type Size } from "./bill.ts"
import * as habits from "./habits.ts"
import { LEFT_OUT, PRICES_OF } from "./prices.ts"

const many = (n: number): string => n.toLocaleString("en-US")
const money = (dollars: number): string =>
  dollars < 10 ? `$${dollars.toFixed(2)}` : `$${many(Math.round(dollars))}`
const amountOf = (n: number): string => (n < 10 ? n.toFixed(2) : many(Math.round(n)))

export function billAsText(size: Size): string {
  const { items, dollars } = billOf(size)
  const rows = items.map(
    (one) =>
      `  ${one.name.padEnd(24)}${`${amountOf(one.amount)} ${one.unit}`.padEnd(24)}${money(one.dollars).padStart(10)}`,
  )
  return [
    `${many(size.members)} members, ${many(size.posts)} posts and ${many(size.views)} views a month, on Amazon's DynamoDB:`,
    "",
    ...rows,
    `  ${"together, a month".padEnd(48)}${money(dollars).padStart(10)}`,
    "",
    `Units as measured by npm run capacity (docs/data-model.md), prices of ${PRICES_OF} in us-east-1 (lib/cost/prices.ts).`,
    `Assumed (lib/cost/habits.ts): ${assumed().join("; ")}.`,
    `Not in it: ${LEFT_OUT.join("; ")}.`,
  ].join("\n")
}

function assumed(): string[] {
  const percent = (n: number): string => `${Math.round(n * 100)} %`
  return [
    `${percent(habits.TOPICS_PER_POST)} of the posts begin a topic, each is liked ${habits.LIKES_PER_POST} time and told to two, one of them by mail`,
    `${percent(habits.MEMBER_VIEWS)} of the views are members', for ${percent(habits.MADE_ANEW)} a page is made`,
    `half of the members get a digest each week`,
    `the forum was as busy for ${habits.YEARS} years`,
  ]
}

/** The sizes that the README shows. */
const SIZES: readonly [string, Size][] = [
  ["a club", { members: 200, posts: 500, views: 20_000 }],
  ["a lively community", { members: 5_000, posts: 10_000, views: 500_000 }],
  ["a large one", { members: 100_000, posts: 200_000, views: 10_000_000 }],
]

/** The table of the README. */
export function readmeTable(): string {
  const head = ["a month", ...billOf(SIZES[0]![1]).items.map(({ name }) => name), "together"]
  const line = (cells: string[]): string => `| ${cells.join(" | ")} |`
  const row = ([name, size]: [string, Size]): string => {
    const bill: Bill = billOf(size)
    const who = `${name}: ${many(size.members)} members, ${many(size.posts)} posts, ${many(size.views)} views`
    return line([who, ...bill.items.map(({ dollars }) => money(dollars)), `**${money(bill.dollars)}**`])
  }
  return [line(head), line(head.map(() => "---")), ...SIZES.map((one) => row([...one]))].join("\n")
}
