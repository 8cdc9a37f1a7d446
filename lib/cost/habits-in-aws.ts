/**
 * What a forum that AWS serves (infra/) does beside it. What is made there is held against infra/ by a test; sizes come
 * from e2e/weight.spec.ts and a build. **No time here was measured in AWS**: each is what was measured on one machine
 * (docs/adr/0315: 16 to 19 ms for a topic's page that is made) and, guessed on the dear side, the way to table and bucket.
 */
import { type Acts, MADE_ANEW, MEMBER_VIEWS } from "./habits.ts"

const MINUTES = 30 * 1_440

/** Megabytes of each function. What is billed is this, not what it uses (102 MB the site, 90 to 134 the others: ADR 350). */
export const MEMORY = { web: 1_769, stream: 1_024, saga: 1_024, schedule: 1_024, feedback: 512 } as const
export type FunctionName = keyof typeof MEMORY

/** So often a function is called, and for how many seconds each time. */
export type Calls = { of: FunctionName; times: number; seconds: number }

/** Of a view: questions whether there is something new (ADR 66), pictures that the browser does not have. */
const [QUESTIONS, PICTURES] = [3, 2]
/** CloudFront keeps a page for five seconds: that hardly ever helps, and is not counted. */
export const A_VIEWS_CALLS: readonly Calls[] = [
  { of: "web", times: MADE_ANEW, seconds: 0.12 },
  { of: "web", times: 1 - MADE_ANEW, seconds: 0.04 },
  { of: "web", times: MEMBER_VIEWS, seconds: 0.06 },
  { of: "web", times: QUESTIONS, seconds: 0.015 },
  { of: "web", times: PICTURES, seconds: 0.03 },
]
/** What is typed is kept ten times; it is sent, looked at and liked. */
export const A_POSTS_CALLS: readonly Calls[] = [
  { of: "web", times: 15, seconds: 0.08 },
  { of: "saga", times: 0.01, seconds: 2 },
]
/** Handed to SES, as if each were a call of its own; one of a hundred comes back. */
export const A_MAILS_CALLS: readonly Calls[] = [
  { of: "schedule", times: 1, seconds: 0.15 },
  { of: "feedback", times: 0.01, seconds: 0.1 },
]
/** Where little is written at once, few changes come together: by the units that writing took. */
export const CALLS_PER_WRITE_UNIT: readonly Calls[] = [{ of: "stream", times: 0.2, seconds: 0.06 }]
/**
 * A table on demand begins with four parts, its stream with as many shards. With a tumbling window of a minute the stream
 * function is called at the end of each shard's minute; whether of one in which nothing came, AWS does not say: it is counted.
 */
export const SHARDS = 4
export const EMPTY_WINDOWS: Calls = { of: "stream", times: SHARDS * MINUTES, seconds: 0.002 }
export const A_MONTHS_CALLS: readonly Calls[] = [
  { of: "schedule", times: MINUTES, seconds: 0.3 },
  EMPTY_WINDOWS,
]
/** Of a hundred calls of the site one begins a new process: 0.34 s of processor (ADR 350), a second with its way there. */
export const [A_START, STARTING] = [0.01, 1]

/** Bytes of a page (the budget of e2e/weight.spec.ts, which most stay below), and of a picture. */
export const [PAGE_BYTES, PICTURE_BYTES] = [60_000, 40_000]
/** Once in five views a browser has no file yet: 132 kB of framework and 15 of style, measured, and 10 of scripts at most. */
export const [FIRST_VISITS, FIRST_BYTES, FIRST_FILES] = [0.2, 157_000, 14]
/** Headers, and answers that are nothing else. */
export const OTHER_BYTES = 1_000
export const BYTES_PER_VIEW = PAGE_BYTES + PICTURES * PICTURE_BYTES + FIRST_VISITS * FIRST_BYTES
export const FILES_PER_VIEW = FIRST_VISITS * FIRST_FILES
/** The function that SST puts before each request looks so often into its key-value store. */
export const LOOKS_PER_REQUEST = 3

/** Each page is looked for in the bucket, put there when it was made; each picture is fetched. */
export const [GETS_PER_VIEW, PUTS_PER_VIEW] = [1 + PICTURES, MADE_ANEW]
/** Of a hundred posts twenty have a picture, of three sizes, with what was deleted and is still kept. */
export const [UPLOADS_PER_POST, PUTS_PER_UPLOAD, BYTES_PER_UPLOAD] = [0.2, 3, 400_000]

/** Bytes of log that Lambda writes of each call; what is made, held against infra/; the minute's schedule. */
export const LOG_BYTES_PER_CALL = 700
export const [ALARMS, DASHBOARDS, RULES] = [29, 1, 2]
export const RUNS = MINUTES
/** With STOA_DAX: nodes of a cluster, and zones that each have a way out. */
export const [NODES, ZONES] = [1, 2]

/** Beside what members do: other processes are told which pages are stale, and ask for it at each page. */
export const A_POST_IN_AWS: Acts = { "W-34": 1 }
export const A_VIEW_IN_AWS: Acts = { "AP-54": 1 }
/** The stream's function notes that it is there; five processes what they consumed; each minute looks for what is due. */
export const A_MONTH_IN_AWS: Acts = {
  ...{ "W-30b": MINUTES, "W-221": 5 * 30 * 96 },
  ...{ "AP-17": MINUTES, "AP-51": MINUTES, "AP-74": MINUTES, "AP-81": MINUTES },
  ...{ "AP-83": MINUTES, "AP-270": MINUTES, "AP-90": MINUTES },
}
