import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { DAY, HOUR, MINUTE, setClock } from "#lib/base/clock.ts"
import { check } from "#lib/check/check.ts"
import { commit } from "#lib/db/commit.ts"
import { DayFacts } from "#lib/db/items/statistics.ts"
import { dayKey, factKey } from "#lib/db/keys/statistics.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { factsOfDay } from "#lib/db/patterns/statistics.ts"
import { putCaseEvent } from "#lib/db/writes/cases.ts"
import type { Member } from "#lib/forum/actor.ts"
import { appeal } from "#lib/forum/appealing.ts"
import { caseIdOf } from "#lib/forum/cases.ts"
import { decide } from "#lib/forum/deciding.ts"
import { ReportInput, report } from "#lib/forum/reporting.ts"
import { statisticsOfDays } from "#lib/forum/statistics.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { aPost, decision, reported, reportOf } from "#lib/testing/cases.ts"
import { againAfter, oneByOne, reordered, splitAt, twice } from "#lib/testing/deliveries.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, someone, staff } from "#lib/testing/people.ts"
import { rebuilt } from "#lib/testing/rebuilt.ts"
import { changesSince, type Delivery, settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { caseStatistics } from "../case-statistics.ts"
import { statistics } from "../statistics.ts"

freshTable()
withoutLimits()

const projections = [statistics, caseStatistics]
/** Each test has days of its own; they begin at noon. */
let today = Date.parse("2026-07-01T12:00:00Z")
let time: number

beforeEach(async () => {
  today += 3 * DAY
  time = today
  setClock(() => time)
  await changesSince()
})
afterEach(() => setClock())

/** Of the day that it is: reports, decided cases, of these within a day, minutes that all waited. */
async function figures(category?: string): Promise<number[]> {
  const [day] = await statisticsOfDays(1, category)
  return [day!.reports, day!.decided, day!.decidedInDay, day!.waited]
}

async function decideOn(
  id: string,
  choice: "hide" | "dismiss" | "reopen" | "settle" | "claim",
): Promise<void> {
  await decide(await staff(), await decision(id, choice, "For a reason"))
}

const categoryOf = async (post: string): Promise<string> => (await findPost(post))!.writtenIn!

/** Two posts are reported, one of them twice, and a member; staff decide about two of them after a while. */
async function history(): Promise<{ categories: string[]; day: string }> {
  const [one, other] = [await reported(), await reported()]
  await report(await someone(), reportOf(one.post))
  const member = await report(await someone(), memberReport(one.author))
  time += 2 * HOUR
  await decideOn(one.id, "hide")
  time += HOUR / 2
  await decideOn(member.id, "dismiss")
  const categories = [await categoryOf(one.post), await categoryOf(other.post)]
  return { categories, day: new Date(today).toISOString().slice(0, 10) }
}

const memberReport = ({ id }: Member) =>
  ReportInput.parse({ kind: "member", id, reason: "rude", words: "Look at that" })

const EXPECTED = [
  [4, 2, 2, 120 + 150],
  [2, 1, 1, 120],
  [1, 0, 0, 0],
]

async function all(categories: string[]): Promise<number[][]> {
  return [await figures(), await figures(categories[0]), await figures(categories[1])]
}

/** First of all: there are no days but its own. */
describe("what is lost, wrong or invented", () => {
  test("is found by the check, and put right by rebuilding", async () => {
    const { categories, day } = await history()
    await settle()
    const wrong = async (): Promise<string[]> =>
      (await check({ waits: [0] })).findings
        .map((one) => `${one.entityType}: ${one.wrong.join("; ")}`)
        .filter((line) => /^Day|statistics/.test(line))
        .sort()
    expect(await wrong()).toEqual([])

    const { facts } = await factsOfDay(day)
    const own = facts.filter(({ of, category }) => of === "report" && category === categories[0])
    const decided = facts.filter(({ of }) => of === "decision")
    await commit([
      { kind: "delete", key: factKey(own[0]!) },
      { kind: "put", item: DayFacts.encode({ ...decided[0]!, waited: 9_999 }) },
      { kind: "put", item: DayFacts.encode({ ...own[1]!, id: `${own[1]!.id.split("#")[0]}#77` }) },
      {
        ...{ kind: "update", key: dayKey(day, categories[1]!) },
        ...{ update: "SET reports = :n", values: { ":n": 5 } },
      },
    ])
    // Nobody hears of it.
    await changesSince()
    expect(await wrong()).toEqual([
      "CaseEvent: the statistics do not know of it",
      "CaseEvent: the statistics do not know of it",
      expect.stringMatching(/^Day: waited: 270, not \d+;.*reports in .*: 5, not 1/),
      "DayFact: no event of a case adds that",
      "DayFact: no event of a case adds that",
    ])

    let isOver = false
    const worker = (async () => {
      while (!isOver) await settle({ projections })
    })()
    await rebuilt(caseStatistics)
    await rebuilt(statistics)
    isOver = true
    await worker
    await settle({ projections })
    expect(await wrong()).toEqual([])
    expect(await all(categories)).toEqual(EXPECTED)
  })
})

describe("a day counts", () => {
  test("reports, and how long what was reported waited; in a category what lay there", async () => {
    const { categories } = await history()
    await settle({ projections })
    expect(await all(categories)).toEqual(EXPECTED)
  })

  test("a decision on the day on which it was made, where the post lay when it was reported", async () => {
    const { post, id, topic } = await reported()
    const category = await categoryOf(post)
    await moveTopic(await staff(), { topic, category: (await aCategory()).id })
    time += 30 * HOUR
    await decideOn(id, "hide")
    await settle({ projections })
    expect(await figures()).toEqual([0, 1, 0, 30 * 60])
    expect(await figures(category)).toEqual([0, 1, 0, 30 * 60])
    time = today
    expect(await figures(category)).toEqual([1, 0, 0, 0])
  })

  test("what is reported again after a decision from then on, and a matter that staff open again", async () => {
    const { post, id } = await reported()
    time += HOUR
    await decideOn(id, "dismiss")
    time += HOUR
    await report(await someone(), reportOf(post))
    time += 10 * MINUTE
    await decideOn(id, "dismiss")
    time += HOUR
    await decideOn(id, "reopen")
    time += 5 * MINUTE
    await decideOn(id, "hide")
    await settle({ projections })
    expect(await figures()).toEqual([2, 3, 3, 60 + 10 + 5])
  })

  test("neither appeals nor what staff hide of themselves, nor taking a case", async () => {
    const { author, id } = await reported()
    await decideOn(id, "claim")
    const { post: other } = await aPost()
    const own = await report(await someone(), reportOf(other))
    time += HOUR
    await decideOn(own.id, "hide")
    await settle({ projections })
    const before = await figures()
    expect(before).toEqual([2, 1, 1, 60])
    const hidden = (await findPost(other))!.author.id
    await appeal({ ...author, id: hidden }, { case: own.id, words: "It was no advertising" })
    time += HOUR
    await decideOn(own.id, "dismiss")
    await settle({ projections })
    expect(await figures()).toEqual(before)
  })

  test("nothing of what a watched word flagged, until somebody reports it", async () => {
    const [{ post, author }, mod] = [await aPost(), await staff()]
    const subject = { kind: "post", id: post, member: author.id, title: "" } as const
    const flag = (version: number) => {
      const at = new Date(time).toISOString()
      const base = { case: caseIdOf(subject), version, at, by: mod.id }
      return commit([putCaseEvent({ ...base, type: "flagged", subject, watched: ["boats"], excerpt: "Buy" })])
    }
    await flag(1)
    time += HOUR
    await decideOn(caseIdOf(subject), "dismiss")
    await settle({ projections })
    expect(await figures()).toEqual([0, 0, 0, 0])
    await flag(3)
    time += HOUR
    await report(await someone(), reportOf(post))
    time += 7 * MINUTE
    await decideOn(caseIdOf(subject), "dismiss")
    await settle({ projections })
    expect(await figures()).toEqual([1, 1, 1, 7])
  })
})

describe("however the stream delivers", () => {
  const deliveries: [string, Delivery][] = [
    ["twice", twice],
    ["one by one", oneByOne],
    ["with the first seven again", againAfter(7)],
    ["mixed, and twice", (changes) => reordered(Math.random)(changes).flatMap((some) => [some, some])],
  ]
  test.each(deliveries)("%s: each thing counts once", async (_, deliver) => {
    const { categories } = await history()
    await settle({ projections, deliver })
    expect(await all(categories)).toEqual(EXPECTED)
  })

  test("cut anywhere, and from there again", async () => {
    const { categories } = await history()
    const changes = (await changesSince()).filter(({ entityType }) => entityType === "CaseEvent")
    for (let n = 1; n < changes.length; n++)
      for (const batch of [...splitAt(n)(changes), changes.slice(n)]) {
        await caseStatistics.apply(batch)
        await settle({ projections })
      }
    expect(await all(categories)).toEqual(EXPECTED)
  })
})
