"use server"
/** What the buttons of one post call. Anyone can call these with anything: rights are checked in the verbs. */
import { AnswerInput } from "#lib/forum/answers.ts"
import { LockTopicInput } from "#lib/forum/closing.ts"
import { MergeInput, SplitInput } from "#lib/forum/merging.ts"
import { PinInput } from "#lib/forum/pinning.ts"
import { LikeInput } from "#lib/forum/reactions.ts"
import { RemoveInput } from "#lib/forum/removal.ts"
import { RetitleInput } from "#lib/forum/retitling.ts"
import { MoveTopicInput } from "#lib/forum/topics.ts"
import {
  lookAtMerge,
  lookAtSplit,
  sendAnswer,
  sendLike,
  sendLock,
  sendMerge,
  sendMove,
  sendPin,
  sendRemoval,
  sendRestoration,
  sendRetitle,
  sendSplit,
} from "#lib/web/sent.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const removeAction: WritingAction = buttonAction(RemoveInput, sendRemoval)
export const restoreAction: WritingAction = buttonAction(RemoveInput, sendRestoration)
export const answerAction: WritingAction = buttonAction(AnswerInput, sendAnswer)
export const likeAction: WritingAction = buttonAction(LikeInput, sendLike)
export const lockAction: WritingAction = buttonAction(LockTopicInput, sendLock)
export const pinAction: WritingAction = buttonAction(PinInput, sendPin)
export const retitleAction: WritingAction = buttonAction(RetitleInput, sendRetitle)
export const moveAction: WritingAction = buttonAction(MoveTopicInput, sendMove)
export const lookAtMergeAction: WritingAction = buttonAction(MergeInput, lookAtMerge)
export const lookAtSplitAction: WritingAction = buttonAction(SplitInput, lookAtSplit)
export const mergeAction: WritingAction = buttonAction(MergeInput, sendMerge)
export const splitAction: WritingAction = buttonAction(SplitInput, sendSplit)
