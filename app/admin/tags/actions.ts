"use server"
/** What the forms of tags call. Rights are checked in the verbs. */
import {
  DescribeTagInput,
  MergeTagInput,
  RemoveTagInput,
  RenameTagInput,
  TagUndoInput,
} from "#lib/forum/tag-keeping.ts"
import {
  sendTagDescription,
  sendTagMerging,
  sendTagRemoval,
  sendTagRenaming,
  sendTagUndo,
} from "#lib/web/panel-tags.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const describeTagAction: WritingAction = buttonAction(DescribeTagInput, sendTagDescription)
export const renameTagAction: WritingAction = buttonAction(RenameTagInput, sendTagRenaming)
export const mergeTagAction: WritingAction = buttonAction(MergeTagInput, sendTagMerging)
export const removeTagAction: WritingAction = buttonAction(RemoveTagInput, sendTagRemoval)
export const undoTagAction: WritingAction = buttonAction(TagUndoInput, sendTagUndo)
