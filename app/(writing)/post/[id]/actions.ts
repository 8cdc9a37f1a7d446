"use server"
/** What the buttons of one post call. Anyone can call these with anything: rights are checked in the verbs. */
import { AnswerInput } from "#lib/forum/answers.ts"
import { MergeInput, SplitInput } from "#lib/forum/merging.ts"
import { LikeInput } from "#lib/forum/reactions.ts"
import { RemoveInput } from "#lib/forum/removal.ts"
import { LockTopicInput, MoveTopicInput } from "#lib/forum/topics.ts"
import {
  sendAnswer,
  sendLike,
  sendLock,
  sendMerge,
  sendMove,
  sendRemoval,
  sendRestoration,
  sendSplit,
} from "#lib/web/sent.ts"
import { buttonAction, type WritingState } from "#lib/web/writing.ts"

const remove = buttonAction(RemoveInput, sendRemoval)
const restore = buttonAction(RemoveInput, sendRestoration)
const answer = buttonAction(AnswerInput, sendAnswer)
const like = buttonAction(LikeInput, sendLike)
const lock = buttonAction(LockTopicInput, sendLock)
const move = buttonAction(MoveTopicInput, sendMove)
const merge = buttonAction(MergeInput, sendMerge)
const split = buttonAction(SplitInput, sendSplit)

export async function removeAction(state: WritingState, form: FormData): Promise<WritingState> {
  return remove(state, form)
}

export async function restoreAction(state: WritingState, form: FormData): Promise<WritingState> {
  return restore(state, form)
}

export async function answerAction(state: WritingState, form: FormData): Promise<WritingState> {
  return answer(state, form)
}

export async function likeAction(state: WritingState, form: FormData): Promise<WritingState> {
  return like(state, form)
}

export async function lockAction(state: WritingState, form: FormData): Promise<WritingState> {
  return lock(state, form)
}

export async function moveAction(state: WritingState, form: FormData): Promise<WritingState> {
  return move(state, form)
}

export async function mergeAction(state: WritingState, form: FormData): Promise<WritingState> {
  return merge(state, form)
}

export async function splitAction(state: WritingState, form: FormData): Promise<WritingState> {
  return split(state, form)
}
