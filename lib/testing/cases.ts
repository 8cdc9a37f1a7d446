/** Moderation cases for tests. */
import type { CaseEvent } from "#lib/db/items/case-events.ts"
import { notificationsOf } from "#lib/db/patterns/notifications.ts"
import type { Member } from "#lib/forum/actor.ts"
import { currentCase } from "#lib/forum/cases.ts"
import type { decide } from "#lib/forum/deciding.ts"
import { ReportInput, report } from "#lib/forum/reporting.ts"
import { aCategory, aReply, aTopic, someone } from "./people.ts"

export const reportOf = (post: string, words = "Look at that", reason = "spam") =>
  ReportInput.parse({ kind: "post", id: post, reason, words })

/** A reply of somebody's in somebody's topic. */
export async function aPost(category = {}): Promise<{ author: Member; topic: string; post: string }> {
  const [ann, author] = [await someone(), await someone()]
  const { topic } = await aTopic(ann, await aCategory(category))
  const { post } = await aReply(author, topic, "Buy my boats!")
  return { author, topic, post }
}

export async function reported(): Promise<{
  author: Member
  reporter: Member
  topic: string
  post: string
  id: string
}> {
  const [{ author, topic, post }, reporter] = [await aPost(), await someone()]
  const { id } = await report(reporter, reportOf(post))
  return { author, reporter, topic, post, id }
}

export const decision = async (
  id: string,
  choice: Parameters<typeof decide>[1]["decision"],
  words?: string,
) => ({
  case: id,
  turn: (await currentCase(id))?.turn ?? 0,
  decision: choice,
  words,
})

export const toldTo = async (member: Member) =>
  (await notificationsOf(member.id)).items.map((one) => [one.case?.news, one.case?.words])

export const types = (events: CaseEvent[]) => events.map(({ type }) => type)
