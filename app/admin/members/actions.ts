"use server"
/** What administrators' forms of members call. Rights are checked in the verbs. */
import { KeepingInput } from "#lib/forum/member-keeping.ts"
import { MergeInput } from "#lib/forum/member-merging.ts"
import { RoleInput } from "#lib/forum/roles.ts"
import {
  sendConfirmationAgain,
  sendMemberMerge,
  sendRole,
  sendSignOut,
  sendTwoStepOff,
} from "#lib/web/panel.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const roleAction: WritingAction = buttonAction(RoleInput, sendRole)
export const signOutMemberAction: WritingAction = buttonAction(KeepingInput, sendSignOut)
export const confirmationAction: WritingAction = buttonAction(KeepingInput, sendConfirmationAgain)
export const twoStepOffAction: WritingAction = buttonAction(KeepingInput, sendTwoStepOff)
export const mergeMembersAction: WritingAction = buttonAction(MergeInput, sendMemberMerge)
