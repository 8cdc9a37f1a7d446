"use server"
/** What the forms of keeping up call. Anyone can call these with anything: rights are checked in the verbs. */
import { BookmarkInput, UnbookmarkInput } from "#lib/forum/bookmarks.ts"
import { ChoicesInput, WatchCategoryInput, WatchTopicInput } from "#lib/forum/watching.ts"
import {
  ReadAllInput,
  StanceOnPageInput,
  sendAllRead,
  sendBookmark,
  sendBookmarkBack,
  sendCategoryLevel,
  sendChoices,
  sendStance,
  sendTopicLevel,
  sendUnbookmark,
} from "#lib/web/keeping.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const watchTopicAction: WritingAction = buttonAction(WatchTopicInput, sendTopicLevel)
export const watchCategoryAction: WritingAction = buttonAction(WatchCategoryInput, sendCategoryLevel)
export const stanceAction: WritingAction = buttonAction(StanceOnPageInput, sendStance)
export const bookmarkAction: WritingAction = buttonAction(BookmarkInput, sendBookmark)
export const bookmarkBackAction: WritingAction = buttonAction(UnbookmarkInput, sendBookmarkBack)
export const unbookmarkAction: WritingAction = buttonAction(UnbookmarkInput, sendUnbookmark)
export const allReadAction: WritingAction = buttonAction(ReadAllInput, sendAllRead)
export const choicesAction: WritingAction = buttonAction(ChoicesInput, sendChoices)
