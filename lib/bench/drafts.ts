/** Drafts in the forum that is measured: what is there, what is read, what is written. */
import { randomUUID } from "node:crypto"
import { Drafts } from "#lib/db/items/drafts.ts"
import type { Person } from "#lib/db/items/entity.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import * as drafts from "#lib/db/patterns/drafts.ts"
import type { Member } from "#lib/forum/actor.ts"
import { bringBack, keepDraft, throwAway } from "#lib/forum/drafts.ts"
import { reply } from "#lib/forum/posts.ts"
import type { World } from "./world.ts"

/** 0.6 kB, which makes an item of 1 kB. */
const BODY = "South, like the birds. ".repeat(26)

/** A page of them, and one more. */
export function draftItems(ann: Person, topics: Topic[]): Record<string, unknown>[] {
  return topics.slice(0, 21).map(({ id, createdAt }) =>
    Drafts.encode({
      ...{ user: ann.id, place: `reply:${id}`, id, fields: { body: BODY }, mark: id },
      ...{ writer: "a-form-of-ann", turn: 3, updatedAt: createdAt },
    }),
  )
}

export const DRAFT_READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-110": ({ members, topics }) => drafts.draftOn(members[0]!.id, `reply:${topics[0]!.id}`),
  "AP-110b": ({ members }) => drafts.countDrafts(members[0]!.id, 100),
  "AP-112": ({ members }) => drafts.allDrafts(members[0]!.id),
  "AP-111": ({ members }) => drafts.draftsOf(members[0]!.id),
}

const writer = randomUUID()
const known = { mark: "" }

/** By the write's number, in this order. */
export const DRAFT_WRITES: Record<string, (world: World, member: Member) => Promise<unknown>> = {
  "W-80": async ({ topics }, member) => {
    known.mark = (await keepDraft(member, { ...saved(topics[6]!), turn: 1 })).mark
  },
  "W-80b": async ({ topics }, member) => {
    known.mark = (await keepDraft(member, { ...saved(topics[6]!), turn: 2, mark: known.mark })).mark
  },
  "W-81": ({ topics }, member) => throwAway(member, { ...saved(topics[6]!), mark: known.mark }),
  "W-81b": ({ topics }, member) => bringBack(member, { ...saved(topics[6]!), mark: known.mark }),
  "W-2b": ({ topics }, member) =>
    reply(member, { form: randomUUID(), topic: topics[6]!.id, body: BODY, writer, draftMark: known.mark }),
}

const saved = ({ id }: Topic) => ({
  place: `reply:${id}` as const,
  fields: { body: BODY },
  writer,
  form: writer,
})
