/**
 * What Amazon charges, in US dollars, us-east-1, and what it gives, from memory. Whoever looks them up
 * changes the date with them, and those that the panel begins with (lib/forum/settings-list.ts): a test compares the two.
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
  /** aws.amazon.com/lambda/pricing: a million calls; a GB-second of x86 in the first tier. Starting is billed since August 2025. */
  millionCalls: 0.2,
  gigabyteSecond: 0.0000166667,
  /** aws.amazon.com/cloudfront/pricing: 10,000 requests by HTTPS and a GB to readers in the United States and Europe. */
  edgeRequests: 0.01,
  edgeGigabyte: 0.085,
  /** The same: a million calls of a CloudFront function, and looks into its key-value store. */
  millionEdgeCalls: 0.1,
  millionLooks: 0.03,
  /** aws.amazon.com/s3/pricing, Standard: 1,000 GET, 1,000 PUT, a GB in a month. */
  gets: 0.0004,
  puts: 0.005,
  filesGigabyte: 0.023,
  /** aws.amazon.com/cloudwatch/pricing: an alarm, a dashboard, a GB of log taken in. */
  alarm: 0.1,
  dashboard: 3,
  logGigabyte: 0.5,
  /** aws.amazon.com/eventbridge/pricing: a million calls by the scheduler. */
  millionRuns: 1,
  /** aws.amazon.com/waf/pricing: a list of rules, a rule, a million requests that are looked at. */
  firewall: 5,
  rule: 1,
  millionGuarded: 0.6,
  /** aws.amazon.com/dynamodb/pricing, DAX: an hour of a dax.t3.small; EC2: of a t4g.nano, and of a public address. */
  daxHour: 0.04,
  wayOutHour: 0.0042,
  addressHour: 0.005,
} as const

/**
 * What AWS gives every account each month, for ever (aws.amazon.com/free, "Always Free"), in the units that are priced above:
 * not what ends after twelve months. Nothing is given of units of a table on demand, mail, S3, and looks of CloudFront.
 */
export const GIVEN = {
  gigabytes: 25,
  /** 2.5 million. */
  streamReads: 25,
  millionCalls: 1,
  gigabyteSeconds: 400_000,
  millionRuns: 14,
  /** 10 million. */
  edgeRequests: 1_000,
  edgeGigabytes: 1_000,
  millionEdgeCalls: 2,
  alarms: 10,
  dashboards: 3,
  logGigabytes: 5,
} as const

/** The same, said. Queues and topics, of which it gives a million calls each, are in no bill. */
export const GIVEN_IN_WORDS = [
  `${GIVEN.gigabytes} GB of DynamoDB and ${GIVEN.streamReads / 10} million reads of its streams`,
  `${GIVEN.millionCalls} million calls and ${GIVEN.gigabyteSeconds.toLocaleString("en-US")} GB-seconds of Lambda`,
  `${GIVEN.millionRuns} million calls of EventBridge Scheduler, ${GIVEN.edgeGigabytes / 1_000} TB`,
  `${GIVEN.edgeRequests / 100} million requests and ${GIVEN.millionEdgeCalls} million function calls of CloudFront`,
  `${GIVEN.alarms} alarms, ${GIVEN.dashboards} dashboards and ${GIVEN.logGigabytes} GB of logs`,
  `a million calls each of SNS and SQS; from memory, as of ${PRICES_OF}, and shared with whatever else the account runs`,
].join(", ")

/** What no bill of ours has. */
export const LEFT_OUT = [
  "requests of crawlers beyond the views that were given",
  "support plans, taxes, the domain and its zone, and what AWS gives new accounts for a time",
  "rebuilding read models, imports, exports, and moderation: once in a while, and said before or small",
] as const

/** What only the bill of a machine of one's own does not have. */
export const LEFT_OUT_OF_MACHINE = [
  "the machine that serves the pages and runs the worker, and its disk with the pictures",
  "the traffic to readers",
] as const

/** What only the bill of what AWS serves does not have. */
export const LEFT_OUT_OF_AWS = [
  "secrets (SST keeps them in S3 and Parameter Store), the budget, queues and topics: nothing or cents",
  "traffic to elsewhere than in the United States and Europe, a search by OpenSearch, provisioned capacity",
] as const
