/** Moderation cases in the forum that is measured: full pages, whatever the forum's size. */
import { randomUUID } from "node:crypto"
import { mintId } from "#lib/base/ids.ts"
import type { Change } from "#lib/db/change.ts"
import { type CaseEvent, CaseEvents } from "#lib/db/items/case-events.ts"
import { Cases } from "#lib/db/items/cases.ts"
import type { Person } from "#lib/db/items/entity.ts"
import type { Post } from "#lib/db/items/posts.ts"
import * as patterns from "#lib/db/patterns/cases.ts"
import type { Member } from "#lib/forum/actor.ts"
import { appeal } from "#lib/forum/appealing.ts"
import { foldCase } from "#lib/forum/case-folding.ts"
import { caseIdOf, currentCase } from "#lib/forum/cases.ts"
import { type Decision, decide } from "#lib/forum/deciding.ts"
import { report } from "#lib/forum/reporting.ts"
import { writeToStaff } from "#lib/forum/staff-messages.ts"
import { cases } from "#lib/projections/cases.ts"
import type { Purpose } from "./meter.ts"
import type { World } from "./world.ts"

const COUNT = 30
const REPORTS = 60
const AT = "2026-01-01T00:00:00.000Z"
const MONTH = AT.slice(0, 7)
const WORDS = "This is advertising, and not the first time. ".repeat(3)

/** So many cases about posts of one member, each reported once; the first of them by many. */
export function caseItems(author: Person, posts: Post[]): Record<string, unknown>[] {
  return posts.slice(0, COUNT).flatMap((post, i) => {
    const events = Array.from({ length: i === 0 ? REPORTS : 1 }, (_, n) => reportOf(author, post, n + 1))
    return [Cases.encode(foldCase(events)!), ...events.map(CaseEvents.encode)]
  })
}

const CASE = (post: Post): string => caseIdOf({ kind: "post", id: post.id })
const REPORTER = mintId(7, "reporter")

function reportOf({ id: member }: Person, post: Post, version: number): CaseEvent {
  const subject = { kind: "post", id: post.id, member, title: "Where do the boats go in winter?" } as const
  return {
    ...{ case: CASE(post), version, at: AT, by: REPORTER, type: "reported", subject, reason: "spam" },
    category: "harbour",
    ...{ words: WORDS, seen: { version: 1, excerpt: "South, like the birds. ".repeat(12) } },
  }
}

export const CASE_READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-210": (world) => patterns.getCase(CASE(world.posts[1]!)),
  "AP-210b": (world) => patterns.getCases(world.posts.slice(0, COUNT).map(CASE)),
  "AP-211": (world) => patterns.eventsOfCase(CASE(world.posts[0]!), 5),
  "AP-211b": (world) => patterns.lastEventsOfCase(CASE(world.posts[0]!), 31),
  "AP-212": () => patterns.openCases(),
  "AP-212b": () => patterns.openCasePlaces(51),
  "AP-212c": () => patterns.openCasesOfKind("report"),
  "AP-213": (world) => patterns.casesOfMember(world.members[0]!.id, () => true),
  "AP-214": () => patterns.eventsByActor(REPORTER),
  "AP-214b": () => patterns.eventsByType("reported"),
  "AP-214c": () => patterns.eventsOfMonth(MONTH),
}

type Measure = (numbers: Partial<Record<Purpose, string>>, work: () => Promise<unknown>) => Promise<unknown>

/** Each builds on the one before. The post that is reported is its author's, who is `members[0]`. */
export async function measureCaseWrites(
  { posts, members }: World,
  member: Member,
  staff: Member,
  write: Measure,
): Promise<void> {
  const post = posts[35]!
  const id = CASE(post)
  const words = WORDS
  const input = { kind: "post", id: post.id, reason: "spam", words } as const
  const decision = async (choice: Decision) => {
    const { turn } = (await currentCase(id))!
    return { case: id, turn, decision: choice, words }
  }
  await write({ own: "W-210" }, () => report(member, input))
  const event = (await patterns.eventsOfCase(id)).items[0]!
  const after = CaseEvents.encode(event)
  const change = { after, entityType: "CaseEvent", key: { PK: after.PK, SK: after.SK } } as unknown as Change
  await write({ own: "W-211" }, () => cases.apply([change]))
  const claim = await decision("claim")
  await write({ own: "W-212" }, () => decide(staff, claim))
  const hide = await decision("hide")
  await write({ own: "W-213" }, () => decide(staff, hide))
  const author: Member = { ...member, id: members[0]!.id, name: members[0]!.name }
  await write({ own: "W-214" }, () => appeal(author, { case: id, words }))
  const restore = await decision("restore")
  await write({ own: "W-213b" }, () => decide(staff, restore))
  const body = "South, like the birds. ".repeat(30)
  await write({ own: "W-215" }, () => writeToStaff(member, { form: randomUUID(), body }))
}
