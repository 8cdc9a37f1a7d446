"use server"
/** What staff's forms call. Anyone can call these with anything: rights are checked in the verbs. */
import { DecisionInput } from "#lib/forum/deciding.ts"
import { DeleteNoteInput, NoteInput } from "#lib/forum/notes.ts"
import { SanctionManyInput } from "#lib/forum/sanctioning.ts"
import { SelectInput } from "#lib/forum/selecting.ts"
import { LiftInput, SanctionInput } from "#lib/forum/standing.ts"
import { SweepInput } from "#lib/forum/sweeping.ts"
import {
  sendDecision,
  sendLift,
  sendNote,
  sendSanction,
  sendSanctions,
  sendSelection,
  sendSweep,
  takeAwayNote,
} from "#lib/web/moderating.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const decideAction: WritingAction = buttonAction(DecisionInput, sendDecision)
export const sanctionAction: WritingAction = buttonAction(SanctionInput, sendSanction)
export const sanctionManyAction: WritingAction = buttonAction(SanctionManyInput, sendSanctions)
export const liftAction: WritingAction = buttonAction(LiftInput, sendLift)
export const noteAction: WritingAction = buttonAction(NoteInput, sendNote)
export const takeNoteAwayAction: WritingAction = buttonAction(DeleteNoteInput, takeAwayNote)
export const selectAction: WritingAction = buttonAction(SelectInput, sendSelection)
export const sweepAction: WritingAction = buttonAction(SweepInput, sendSweep)
