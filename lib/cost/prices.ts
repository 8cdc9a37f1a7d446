/**
 * What Amazon charges, in US dollars, us-east-1, without free tiers. Whoever looks them up again changes the date with
 * them, and those that the panel begins with (lib/forum/settings-list.ts): a test compares the two.
 */

/** As of when they are known. */
export const PRICES_OF = "November 2024"

export const PRICES = {
  /** aws.amazon.com/dynamodb/pricing/on-demand: a million units, table class Standard (since 1 November 2024). */
  millionReads: 0.125,
  millionWrites: 0.625,
  /** The same: a GB in a month, and of point-in-time recovery. */
  gigabyte: 0.25,
  recoverableGigabyte: 0.2,
  /** The same, DynamoDB Streams: 100,000 reads by a worker; a Lambda's are free. */
  streamReads: 0.02,
  /** aws.amazon.com/ses/pricing: 1,000 mails. */
  thousandMails: 0.1,
} as const

/** What no bill of ours has. */
export const LEFT_OUT = [
  "the machine that serves the pages and runs the worker, and its disk with the pictures",
  "the traffic to readers, and requests of crawlers beyond the views that were given",
  "support plans, taxes, the domain, and free tiers, which only lower it",
  "rebuilding read models, imports, exports, and moderation: once in a while, and said before or small",
] as const
