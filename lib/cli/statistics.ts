import { findCategory, listCategories } from "#lib/db/patterns/categories.ts"
import { type DayRow, statisticsOfDays } from "#lib/forum/statistics.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { type Command, Mistake } from "./command.ts"

const MOST_DAYS = 3_660
const USUAL_DAYS = 30

const COLUMNS = ["topics", "posts", "sign-ups", "active", "reports", "decided"] as const
type Column = (typeof COLUMNS)[number]

/** What happened on the last days. */
export const statisticsCommand: Command = {
  name: "statistics",
  usage: "[--days <n>] [--category <address part>]",
  summary: "Prints topics, posts, sign-ups, active members, reports and decisions of each day (UTC).",
  mayRunTwice: "May be run twice: it changes nothing.",
  options: { days: { type: "string" }, category: { type: "string" } },
  help: {
    days: `how many days, today included; ${USUAL_DAYS} unless told`,
    category: "only what was written in this category",
  },
  async run(words, values) {
    const days = Number(values.days ?? USUAL_DAYS)
    if (words.length > 0 || !Number.isInteger(days) || days < 1 || days > MOST_DAYS)
      throw new Mistake(`Give --days as a whole number from 1 to ${MOST_DAYS}, for example --days 90.`)
    const category = typeof values.category === "string" ? values.category : undefined
    const lines = await withForum(async () => {
      if (category !== undefined) {
        if (!(await findCategory(category)))
          throw new Mistake(`There is no category ${category}: give its address part, as in /c/${category}.`)
        return tableOf(await statisticsOfDays(days, category), [
          "topics",
          "posts",
          "active",
          "reports",
          "decided",
        ])
      }
      const rows = await statisticsOfDays(days)
      return [...tableOf(rows, COLUMNS), "", ...(await categoriesIn(days))]
    })
    console.log(lines.join("\n"))
    return 0
  },
}

/** Topics and posts can be added up over days; who was there on several would be counted several times. */
async function categoriesIn(days: number): Promise<string[]> {
  const categories = await listCategories()
  const sums = await Promise.all(
    categories.map(async ({ id }) => ({ id, ...sumOf(await statisticsOfDays(days, id)) })),
  )
  const busy = sums.filter(({ posts }) => posts !== 0)
  const width = Math.max(0, ...busy.map(({ id }) => id.length))
  return busy.map(({ id, topics, posts }) => `${id.padEnd(width)}  ${inWords(topics, posts)}`)
}

function tableOf(rows: DayRow[], columns: readonly Column[]): string[] {
  const total = sumOf(rows)
  const line = (first: string, cells: readonly string[]): string =>
    [first.padEnd(10), ...cells.map((cell, i) => cell.padStart(columns[i]!.length + 2))].join("")
  return [
    line("day", columns),
    ...rows.map((row) =>
      line(
        row.day,
        columns.map((name) => String(row[name === "sign-ups" ? "signUps" : name])),
      ),
    ),
    "",
    `${rows.length} days: ${inWords(total.topics, total.posts)}`,
  ]
}

function sumOf(rows: DayRow[]): { topics: number; posts: number } {
  return rows.reduce(
    (sum, { topics, posts }) => ({ topics: sum.topics + topics, posts: sum.posts + posts }),
    { topics: 0, posts: 0 },
  )
}

function inWords(topics: number, posts: number): string {
  return `${topics} ${topics === 1 ? "topic" : "topics"}, ${posts} ${posts === 1 ? "post" : "posts"}`
}
