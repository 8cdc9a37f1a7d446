/** What follows from reports, decisions and messages to staff: where one goes on, and which pages are stale. */
import type { z } from "zod"
import type { Actor } from "#lib/forum/actor.ts"
import { type AppealInput, appeal } from "#lib/forum/appealing.ts"
import { type DecisionInput, decide } from "#lib/forum/deciding.ts"
import { type ReportInput, report } from "#lib/forum/reporting.ts"
import {
  type AnswerStaffInput,
  answerInCase,
  type StaffMessageInput,
  writeToStaff,
} from "#lib/forum/staff-messages.ts"
import { afterRemoval } from "./invalidate.ts"
import { casePath, ownCasesPath, staffCasePath } from "./paths.ts"
import type { Outcome } from "./writing.ts"

export async function sendReport(actor: Actor, input: z.output<typeof ReportInput>): Promise<Outcome> {
  const { id, told } = await report(actor, input)
  return { to: told ? casePath(id) : ownCasesPath(), stale: [] }
}

export async function sendDecision(actor: Actor, input: z.output<typeof DecisionInput>): Promise<Outcome> {
  const { scene } = await decide(actor, input)
  const isSeen = scene && (input.decision === "hide" || input.decision === "restore")
  return { to: staffCasePath(input.case), stale: isSeen ? afterRemoval(scene) : [] }
}

export async function sendAppeal(actor: Actor, input: z.output<typeof AppealInput>): Promise<Outcome> {
  return { to: casePath((await appeal(actor, input)).id), stale: [] }
}

export async function sendStaffMessage(
  actor: Actor,
  input: z.output<typeof StaffMessageInput>,
): Promise<Outcome> {
  return { to: casePath((await writeToStaff(actor, input)).id), stale: [] }
}

/** The member stays with their conversation, staff with their case. */
export async function sendStaffAnswer(
  actor: Actor,
  input: z.output<typeof AnswerStaffInput>,
): Promise<Outcome> {
  const { id, staff } = await answerInCase(actor, input)
  return { to: staff ? staffCasePath(id) : casePath(id), stale: [] }
}
