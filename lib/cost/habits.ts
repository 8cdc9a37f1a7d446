/**
 * What members and readers do, and which access patterns and writes that is: how often one stands for each is an
 * assumption, what each costs is measured (docs/data-model.md, `npm run capacity`).
 */

/** Access patterns and writes by number, and how many times each. */
export type Acts = Readonly<Record<string, number>>

/** Of ten posts one begins a topic; the other nine are replies. */
export const TOPICS_PER_POST = 0.1
export const LIKES_PER_POST = 1
export const MAILS_PER_POST = 1
/** Of the views those by members who are signed in. */
export const MEMBER_VIEWS = 0.4
/** Of the views those for which a page is made; others get what is kept. */
export const MADE_ANEW = 0.25
/** Of the members those who come, on so many days a month. */
const [COMING, DAYS] = [0.3, 8]
/** Of the members those who get a digest each week. */
export const DIGESTS_PER_MEMBER = 0.5 * 4
/** Of each post, with its source, indexes, figures, notifications and place in the search. */
export const BYTES_PER_POST = 8_000
/** Of each member: account, what was read, inbox. */
export const BYTES_PER_MEMBER = 20_000
/** For so long the forum was as busy as it is now. */
export const YEARS = 3
/** Of a worker that reads one shard, ten seconds after the last change: every one and a half seconds. */
export const STREAM_READS = (30 * 86_400) / 1.5

/** What follows from every post, a topic's first one included. */
const FOLLOWING: Acts = {
  // Kept while one types, ten times.
  ...{ "W-80": 1, "W-80b": 10, "W-36": 0.2 },
  ...{ "W-17": 1, "W-20": 1, "W-35": 1, "W-37": 2 },
  // Two are told; the search index takes it in, and joins its segments twice.
  ...{ "W-50": 1, "W-53": 1, "W-70": 1, "W-72": 1 / 16, "W-73": 1 / 128 },
  ...{ "W-60": MAILS_PER_POST, "W-61": MAILS_PER_POST, "W-62b": MAILS_PER_POST },
}

export const A_REPLY: Acts = { ...FOLLOWING, "W-2": 1, "W-15": 0.95, "W-16": 0.05, "W-43c": 1 }
export const A_TOPIC: Acts = { ...FOLLOWING, "W-1": 1, "W-21": 1, "W-21b": 1, "W-43d": 1, "W-22": 1 }
export const A_LIKE: Acts = { "W-4": 1, "W-18": 1, "W-160": 1, "W-52": 0.5 }

/** A topic's page, or as often a list of topics. */
export const A_PAGE_MADE: Acts = { "AP-6d": 0.5, "AP-7b": 0.5, "AP-1": 1, "AP-9": 0.5, "AP-230": 0.2 }
/** What members have on it, and what they have read. */
export const A_MEMBERS_VIEW: Acts = { "AP-15": 1, "AP-13b": 1, "AP-11": 0.5, "AP-12": 0.25, "W-10": 0.5 }

export const A_MEMBER: Acts = {
  ...{ "W-36": COMING * DAYS, "W-162": COMING * DAYS, "AP-15d": COMING, "AP-15a": COMING },
  ...{ "W-64": DIGESTS_PER_MEMBER, "W-61": DIGESTS_PER_MEMBER, "W-62b": DIGESTS_PER_MEMBER },
  // Three topics of each category are looked for.
  "AP-9": DIGESTS_PER_MEMBER,
}

/** By itself, in a month: the worker says how far it is (every five seconds), and what was consumed. */
export const A_MONTH: Acts = { "W-30": (30 * 86_400) / 5, "W-221": 30 * 96 }
