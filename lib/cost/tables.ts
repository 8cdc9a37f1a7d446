/** Bills as people read them. */
import { type Bill, billOf, type Where } from "./bill.ts"
import * as habits from "./habits.ts"
import type { Item, Size } from "./item.ts"
import {
  GIVEN_IN_WORDS,
  LEFT_OUT,
  LEFT_OUT_OF_AWS,
  LEFT_OUT_OF_MACHINE,
  PRICES,
  PRICES_OF,
} from "./prices.ts"
import { daxOf, dollarsOfEmptyWindows, firewallOf } from "./serving.ts"

const many = (n: number): string => n.toLocaleString("en-US")
const money = (dollars: number): string =>
  dollars < 10 ? `$${dollars.toFixed(2)}` : `$${many(Math.round(dollars))}`
const amountOf = (n: number): string => (n < 10 && !Number.isInteger(n) ? n.toFixed(2) : many(Math.round(n)))

export function billAsText(size: Size): string {
  return [
    `${many(size.members)} members, ${many(size.posts)} posts and ${many(size.views)} views a month.`,
    "",
    "The table on Amazon's DynamoDB, pages served by a machine of your own:",
    ...linesOf(billOf(size)),
    `  Not in it: ${LEFT_OUT_OF_MACHINE.join("; ")}.`,
    "",
    "Served by AWS, too (npx sst deploy, docs/aws.md):",
    ...linesOf(billOf(size, "aws")),
    `  With STOA_FIREWALL=on ${money(firewallOf(size))} more.`,
    `  With STOA_DAX=dax.t3.small ${money(daxOf())} more. ${DAX_PAYS}`,
    `  ${EMPTY_WINDOWS}`,
    `  Not in it: ${LEFT_OUT_OF_AWS.join("; ")}.`,
    "",
    `The last column: ${AFTER}, which is ${GIVEN_IN_WORDS}.`,
    `Units as measured by npm run capacity (docs/data-model.md), prices from memory of ${PRICES_OF} in us-east-1 (lib/cost/prices.ts).`,
    `Assumed (lib/cost/habits.ts, habits-in-aws.ts): ${assumed().join("; ")}.`,
    `In neither: ${LEFT_OUT.join("; ")}.`,
  ].join("\n")
}

/** Said wherever the bill of AWS is. */
export const EMPTY_WINDOWS = `${money(dollarsOfEmptyWindows())} of it, before what AWS gives, is for calls at the end of minutes in which nothing came, which Lambda may or may not make: it has not been run in a real account yet.`

/** Said wherever it is told what DAX costs. */
export const DAX_PAYS = `It saves money from ${many(Math.ceil(daxOf() / PRICES.millionReads / 10) * 10)} million read units a month on that it takes off the table.`

const AFTER = "after what AWS gives every account each month"

/** Said where docs/aws.md begins: with nobody there. */
export function idleInWords(): string {
  const { dollars, due } = billOf({ members: 0, posts: 0, views: 0 }, "aws")
  return `${money(due)} a month, or ${money(dollars)} where other things in the account use up what AWS gives each month`
}

function linesOf({ items, dollars, due }: Bill): string[] {
  const row = (name: string, amount: string, ...sums: string[]): string =>
    `  ${name.padEnd(30)}${amount.padEnd(24)}${sums.map((sum) => sum.padStart(10)).join("")}`
  return [
    row("", "", "", "after"),
    ...items.map((one) =>
      row(one.name, `${amountOf(one.amount)} ${one.unit}`, money(one.dollars), money(one.due)),
    ),
    row("together, a month", "", money(dollars), money(due)),
  ]
}

function assumed(): string[] {
  const percent = (n: number): string => `${Math.round(n * 100)} %`
  return [
    `${percent(habits.TOPICS_PER_POST)} of the posts begin a topic, each is liked ${habits.LIKES_PER_POST} time and told to two, one of them by mail`,
    `${percent(habits.MEMBER_VIEWS)} of the views are members', for ${percent(habits.MADE_ANEW)} a page is made`,
    `half of the members get a digest each week`,
    `the forum was as busy for ${habits.YEARS} years`,
    `in AWS a page takes 0.04 s, or 0.12 s when it is made, and CloudFront keeps none`,
  ]
}

/** The sizes that the documents show. */
const SIZES: readonly [string, Size][] = [
  ["a club", { members: 200, posts: 500, views: 20_000 }],
  ["a lively community", { members: 5_000, posts: 10_000, views: 500_000 }],
  ["a large one", { members: 100_000, posts: 200_000, views: 10_000_000 }],
]

const line = (cells: string[]): string => `| ${cells.join(" | ")} |`

/** The table of the README: for each size a row where a machine of one's own serves, and one where AWS does. */
export function readmeTable(): string {
  const columns = [
    ...new Set((["machine", "aws"] as Where[]).flatMap((where) => [...groupsOf(SIZES[0]![1], where).keys()])),
  ]
  const row = (name: string, size: Size, where: Where): string => {
    const groups = groupsOf(size, where)
    const cells = columns.map((column) => (groups.has(column) ? money(groups.get(column)!) : ""))
    const { dollars, due } = billOf(size, where)
    return line([name, ...cells, money(dollars), `**${money(due)}**`])
  }
  const rows = SIZES.flatMap(([name, size]) => [
    row(
      `${name}: ${many(size.members)} members, ${many(size.posts)} posts, ${many(size.views)} views`,
      size,
      "machine",
    ),
    row("served by AWS, too", size, "aws"),
  ])
  const head = ["a month", ...columns, "together", "after what AWS gives"]
  return [line(head), line(head.map(() => "---")), ...rows].join("\n")
}

/** The table of docs/aws.md: what AWS serves, by component. */
export function awsTable(): string {
  const bills = SIZES.map(([, size]) => billOf(size, "aws"))
  const head = ["a month", ...SIZES.map(([name]) => name)]
  const rows = bills[0]!.items.map(({ name }, i) =>
    line([name, ...bills.map(({ items }) => `${money(items[i]!.dollars)} (${said(items[i]!)})`)]),
  )
  return [
    line(head),
    line(head.map(() => "---")),
    ...rows,
    line(["**together**", ...bills.map(({ dollars }) => `**${money(dollars)}**`)]),
    line([`**${AFTER}**`, ...bills.map(({ due }) => `**${money(due)}**`)]),
    line(["with `STOA_FIREWALL=on`, more", ...SIZES.map(([, size]) => money(firewallOf(size)))]),
    line(["with `STOA_DAX=dax.t3.small`, more", ...SIZES.map(() => money(daxOf()))]),
  ].join("\n")
}

const said = ({ amount, unit }: Item): string => `${amountOf(amount)} ${unit}`

function groupsOf(size: Size, where: Where): Map<string, number> {
  const found = new Map<string, number>()
  for (const { name, group = name, dollars } of billOf(size, where).items)
    found.set(group, (found.get(group) ?? 0) + dollars)
  return found
}
