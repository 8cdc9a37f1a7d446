/** What follows from reports, decisions and messages to staff: where one goes on, and which pages are stale. */
import type { z } from "zod"
import { isForumError } from "#lib/base/errors.ts"
import { type Actor, requireMember } from "#lib/forum/actor.ts"
import { type AppealInput, appeal } from "#lib/forum/appealing.ts"
import { type DecisionInput, decide } from "#lib/forum/deciding.ts"
import {
  changeHeld,
  type HeldChangeInput,
  type TakeBackInput,
  takeHeldBack,
} from "#lib/forum/held-changing.ts"
import { type DeleteNoteInput, type NoteInput, takeNoteAway, writeNote } from "#lib/forum/notes.ts"
import { type ReportInput, report } from "#lib/forum/reporting.ts"
import { type SanctionManyInput, sanctionMany } from "#lib/forum/sanctioning.ts"
import { actOnMany, type SelectInput } from "#lib/forum/selecting.ts"
import {
  type AnswerStaffInput,
  answerInCase,
  type StaffMessageInput,
  writeToStaff,
} from "#lib/forum/staff-messages.ts"
import { type LiftInput, lift, type SanctionInput, sanction } from "#lib/forum/standing.ts"
import { type SweepInput, sweep } from "#lib/forum/sweeping.ts"
import { afterRemoval } from "./invalidate.ts"
import { keepForm } from "./kept.ts"
import { casePath, ownCasesPath, progressPath, staffMemberPath } from "./paths.ts"
import { staffCasePath } from "./staff-paths.ts"
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

export async function sendSanction(actor: Actor, input: z.output<typeof SanctionInput>): Promise<Outcome> {
  const { user } = await sanction(actor, input)
  return { to: staffMemberPath(user.id), stale: [] }
}

export async function sendLift(actor: Actor, input: z.output<typeof LiftInput>): Promise<Outcome> {
  const { user } = await lift(actor, input)
  return { to: staffMemberPath(user.id), stale: [] }
}

/** The saga's page tells how far it is, and undoes it. */
export async function sendSweep(actor: Actor, input: z.output<typeof SweepInput>): Promise<Outcome> {
  return { to: progressPath((await sweep(actor, input)).id), stale: [] }
}

/** The same of an act on many. */
export async function sendSelection(actor: Actor, input: z.output<typeof SelectInput>): Promise<Outcome> {
  return { to: progressPath((await actOnMany(actor, input)).id), stale: [] }
}

/** And of one on many members. */
export async function sendSanctions(
  actor: Actor,
  input: z.output<typeof SanctionManyInput>,
): Promise<Outcome> {
  return { to: progressPath((await sanctionMany(actor, input)).id), stale: [] }
}

export async function sendNote(actor: Actor, input: z.output<typeof NoteInput>): Promise<Outcome> {
  return { to: staffMemberPath((await writeNote(actor, input)).member), stale: [] }
}

export async function takeAwayNote(actor: Actor, input: z.output<typeof DeleteNoteInput>): Promise<Outcome> {
  return { to: staffMemberPath((await takeNoteAway(actor, input)).member), stale: [] }
}

export async function sendAppeal(actor: Actor, input: z.output<typeof AppealInput>): Promise<Outcome> {
  return { to: casePath((await appeal(actor, input)).id), stale: [] }
}

/** The author stays with their text. Where it was decided meanwhile its page has no form any more, and shows what was sent. */
export async function sendHeldChange(
  actor: Actor,
  input: z.output<typeof HeldChangeInput>,
): Promise<Outcome> {
  const page = casePath(input.case)
  try {
    await changeHeld(actor, input)
  } catch (error) {
    if (!isForumError(error, "conflict") || error.code !== "held-decided") throw error
    const { body, title = "", tags = [] } = input
    await keepForm(requireMember(actor).id, page, { body, title, tags: tags.join(", ") })
  }
  return { to: page, stale: [] }
}

export async function sendTakeBack(actor: Actor, input: z.output<typeof TakeBackInput>): Promise<Outcome> {
  return { to: casePath((await takeHeldBack(actor, input)).id), stale: [] }
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
