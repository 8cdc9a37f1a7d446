"use server"
/** What the forms call in which one writes. Anyone can call these with anything: rights are checked in the verbs. */
import { EditInput, ReplyInput } from "#lib/forum/posts.ts"
import { NewTopicInput } from "#lib/forum/topics.ts"
import { sendEdit, sendReply, sendTopic } from "#lib/web/sent.ts"
import { type WritingState, writingAction } from "#lib/web/writing.ts"

const topic = writingAction(NewTopicInput, sendTopic)
const reply = writingAction(ReplyInput, sendReply)
const edit = writingAction(EditInput, sendEdit)

export async function startTopicAction(state: WritingState, form: FormData): Promise<WritingState> {
  return topic(state, form)
}

export async function replyAction(state: WritingState, form: FormData): Promise<WritingState> {
  return reply(state, form)
}

export async function editAction(state: WritingState, form: FormData): Promise<WritingState> {
  return edit(state, form)
}
