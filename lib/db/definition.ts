/** The one definition of the table: the embedded engine, the tests and the deployment all read it. */

/** Attributes that lists by author need and that never change, so that a like or an edit rewrites no index. */
const BY_AUTHOR_ATTRIBUTES = ["entityType", "id", "topic", "createdAt"]

export const TABLE = {
  hashKey: "PK",
  rangeKey: "SK",
  ttl: "expiresAt",
  stream: "NEW_AND_OLD_IMAGES",
  /** "No query, no index": three at most, and no local ones (they cap a collection at 10 GB). */
  indexes: {
    GSI1: { hashKey: "GSI1PK", rangeKey: "GSI1SK", projection: BY_AUTHOR_ATTRIBUTES },
    GSI2: { hashKey: "GSI2PK", rangeKey: "GSI2SK", projection: "KEYS_ONLY" },
    GSI3: { hashKey: "GSI3PK", rangeKey: "GSI3SK", projection: "ALL" },
  },
} as const

export type IndexName = keyof typeof TABLE.indexes
