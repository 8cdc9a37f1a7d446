import { describe, expect, test } from "vitest"
import type { Viewer, ViewerRow } from "#lib/views/viewer.ts"
import { type Row, unreadIn } from "./unread.ts"

const NOW = Date.parse("2026-11-21T12:00:00.000Z")
const row: Row = {
  topic: "T",
  category: "repairs",
  author: "Wim",
  createdAt: "2026-11-20T12:00:00.000Z",
  posts: 9,
  lastPost: "P9",
  lastPostAt: "2026-11-21T11:00:00.000Z",
}
const old = { ...row, createdAt: "2026-01-01T00:00:00.000Z" }

function ann(state: ViewerRow | null, keeping: Partial<Viewer["keeping"]> = {}, name = "Ann"): Viewer {
  const me = { id: "U", name, staff: false, suspended: false, hasPrivate: false, unread: 0 }
  return { me, topics: { T: state }, keeping: { categories: {}, ...keeping } }
}

describe("the mark of a topic in a list", () => {
  test("is that of replies where one has been before, with their number and the way to the first of them", () => {
    expect(unreadIn(row, ann({ lastRead: "P4", number: 4 }), NOW)).toEqual({
      kind: "replies",
      href: "/p/p4/next",
      count: 5,
    })
    expect(unreadIn(row, ann({ lastRead: "P9", number: 9 }), NOW)).toBeUndefined()
  })

  test("is that of a new topic where one never was, as long as it is news, and not to who began it", () => {
    expect(unreadIn(row, ann(null), NOW)).toEqual({ kind: "new" })
    expect(unreadIn(old, ann(null), NOW)).toBeUndefined()
    expect(unreadIn(row, ann(null, {}, "Wim"), NOW)).toBeUndefined()
  })

  test("is that of a call where one is named or answered, and leads to that post, however old the topic", () => {
    const called = { kind: "called", href: "/p/p7" }
    expect(unreadIn(row, ann({ lastRead: "P4", called: "P7" }), NOW)).toEqual(called)
    expect(unreadIn(old, ann({ called: "P7" }), NOW)).toEqual(called)
  })

  test("is gone where all was marked as read since, and where one has muted the topic or its category", () => {
    const state = { lastRead: "P4", called: "P7" }
    expect(unreadIn(row, ann(state, { readThrough: row.lastPostAt }), NOW)).toBeUndefined()
    const { lastPostAt: readThrough } = row
    expect(unreadIn(row, ann(state, { categories: { repairs: { readThrough } } }), NOW)).toBeUndefined()
    expect(unreadIn(row, ann(state, { categories: { repairs: { level: "muted" } } }), NOW)).toBeUndefined()
    expect(unreadIn(row, ann({ ...state, level: "muted" }), NOW)).toBeUndefined()
    expect(unreadIn(row, { me: null }, NOW)).toBeUndefined()
  })
})
