/** What comes to the table when AWS serves the forum as well (infra/, docs/aws.md): functions, edge, bucket, watching. */
import * as habits from "./habits.ts"
import * as aws from "./habits-in-aws.ts"
import { type Item, priced, type Size } from "./item.ts"
import { GIVEN, PRICES } from "./prices.ts"

/** How much of everything there is in a month. @param wcu what is written, in units; @param mails that are sent */
export function servingOf(size: Size, { wcu, mails }: { wcu: number; mails: number }): Item[] {
  const { posts, views } = size
  const lists: [readonly aws.Calls[], number][] = [
    [aws.A_VIEWS_CALLS, views],
    [aws.A_POSTS_CALLS, posts],
    [aws.A_MAILS_CALLS, mails],
    [aws.CALLS_PER_WRITE_UNIT, wcu],
    [aws.A_MONTHS_CALLS, 1],
  ]
  const done = lists.flatMap(([calls, times]) => calls.map((one) => ({ ...one, times: one.times * times })))
  const { site, calls } = callsOf(done)
  const seconds = gigabyteSecondsOf([
    ...done,
    { of: "web", times: site * aws.A_START, seconds: aws.STARTING },
  ])
  const requests = requestsOf(size)
  const bytes = views * aws.BYTES_PER_VIEW + requests * aws.OTHER_BYTES
  const uploads = posts * aws.UPLOADS_PER_POST
  const kept = uploads * 12 * habits.YEARS * aws.BYTES_PER_UPLOAD
  return [
    ...group("functions", [
      priced("calls of functions", calls / 1e6, "million", PRICES.millionCalls, GIVEN.millionCalls),
      priced("their time", seconds, "GB-seconds", PRICES.gigabyteSecond, GIVEN.gigabyteSeconds),
      priced("the minute's schedule", aws.RUNS / 1e6, "million calls", PRICES.millionRuns, GIVEN.millionRuns),
    ]),
    ...group(DELIVERING, [
      priced("requests to CloudFront", requests / 1e4, "× 10,000", PRICES.edgeRequests, GIVEN.edgeRequests),
      priced("its traffic", bytes / 1e9, "GB", PRICES.edgeGigabyte, GIVEN.edgeGigabytes),
      priced(
        "its function",
        requests / 1e6,
        "million calls",
        PRICES.millionEdgeCalls,
        GIVEN.millionEdgeCalls,
      ),
      priced(
        "its key-value store",
        (requests * aws.LOOKS_PER_REQUEST) / 1e6,
        "million looks",
        PRICES.millionLooks,
      ),
    ]),
    ...group(DELIVERING, [
      priced("fetching from S3", (views * aws.GETS_PER_VIEW) / 1e3, "thousand", PRICES.gets),
      priced(
        "putting into it",
        (views * aws.PUTS_PER_VIEW + uploads * aws.PUTS_PER_UPLOAD) / 1e3,
        "thousand",
        PRICES.puts,
      ),
      priced("keeping pictures", kept / 1e9, "GB", PRICES.filesGigabyte),
    ]),
    ...group("watching", [
      priced("alarms", aws.ALARMS, "alarms", PRICES.alarm, GIVEN.alarms),
      priced("the dashboard", aws.DASHBOARDS, "dashboard", PRICES.dashboard, GIVEN.dashboards),
      priced("logs", (calls * aws.LOG_BYTES_PER_CALL) / 1e9, "GB", PRICES.logGigabyte, GIVEN.logGigabytes),
    ]),
  ]
}

/** With STOA_FIREWALL=on: in no sum, because it is off unless one wants it. */
export function firewallOf(size: Size): number {
  return PRICES.firewall + aws.RULES * PRICES.rule + (requestsOf(size) / 1e6) * PRICES.millionGuarded
}

/** With STOA_DAX=dax.t3.small, which is off likewise: the cluster, and the ways out of its network. */
export function daxOf(): number {
  const wayOut = PRICES.wayOutHour + PRICES.addressHour
  return HOURS * (aws.NODES * PRICES.daxHour + aws.ZONES * wayOut)
}

const HOURS = 730

/** Of calls at the end of minutes in which nothing came, their time and log: nobody has seen yet whether Lambda makes them. */
export function dollarsOfEmptyWindows(): number {
  const { times } = aws.EMPTY_WINDOWS
  return (
    (times / 1e6) * PRICES.millionCalls +
    gigabyteSecondsOf([aws.EMPTY_WINDOWS]) * PRICES.gigabyteSecond +
    ((times * aws.LOG_BYTES_PER_CALL) / 1e9) * PRICES.logGigabyte
  )
}

/** What the edge is asked for: all that the site answers, and files. */
function requestsOf({ posts, views }: Size): number {
  const ofSite = (calls: readonly aws.Calls[]): number => callsOf(calls).site
  return views * (ofSite(aws.A_VIEWS_CALLS) + aws.FILES_PER_VIEW) + posts * ofSite(aws.A_POSTS_CALLS)
}

function callsOf(done: readonly aws.Calls[]): { site: number; calls: number } {
  const sum = (some: readonly aws.Calls[]): number => some.reduce((all, { times }) => all + times, 0)
  return { site: sum(done.filter((one) => one.of === "web")), calls: sum(done) }
}

const gigabyteSecondsOf = (done: readonly aws.Calls[]): number =>
  done.reduce((sum, { of, times, seconds }) => sum + times * seconds * (aws.MEMORY[of] / 1_024), 0)

const DELIVERING = "delivering pages and pictures"
const group = (name: string, items: Item[]): Item[] => items.map((one) => ({ ...one, group: name }))
