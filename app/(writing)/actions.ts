"use server"
import { EditInput } from "#lib/forum/editing.ts"
/** What the forms call in which one writes. Anyone can call these with anything: rights are checked in the verbs. */
import { ReplyInput } from "#lib/forum/posts.ts"
import { NewTopicInput } from "#lib/forum/topics.ts"
import { sendEdit, sendReply, sendTopic } from "#lib/web/sent.ts"
import { type WritingAction, writingAction } from "#lib/web/writing.ts"

export const startTopicAction: WritingAction = writingAction(NewTopicInput, sendTopic)
export const replyAction: WritingAction = writingAction(ReplyInput, sendReply)
export const editAction: WritingAction = writingAction(EditInput, sendEdit)
