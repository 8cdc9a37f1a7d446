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
import { buttonAction, type WritingState } from "#lib/web/writing.ts"

const topicLevel = buttonAction(WatchTopicInput, sendTopicLevel)
const categoryLevel = buttonAction(WatchCategoryInput, sendCategoryLevel)
const stance = buttonAction(StanceOnPageInput, sendStance)
const bookmark = buttonAction(BookmarkInput, sendBookmark)
const bookmarkBack = buttonAction(UnbookmarkInput, sendBookmarkBack)
const unbookmark = buttonAction(UnbookmarkInput, sendUnbookmark)
const allRead = buttonAction(ReadAllInput, sendAllRead)
const choices = buttonAction(ChoicesInput, sendChoices)

export async function watchTopicAction(state: WritingState, form: FormData): Promise<WritingState> {
  return topicLevel(state, form)
}

export async function watchCategoryAction(state: WritingState, form: FormData): Promise<WritingState> {
  return categoryLevel(state, form)
}

export async function stanceAction(state: WritingState, form: FormData): Promise<WritingState> {
  return stance(state, form)
}

export async function bookmarkAction(state: WritingState, form: FormData): Promise<WritingState> {
  return bookmark(state, form)
}

export async function bookmarkBackAction(state: WritingState, form: FormData): Promise<WritingState> {
  return bookmarkBack(state, form)
}

export async function unbookmarkAction(state: WritingState, form: FormData): Promise<WritingState> {
  return unbookmark(state, form)
}

export async function allReadAction(state: WritingState, form: FormData): Promise<WritingState> {
  return allRead(state, form)
}

export async function choicesAction(state: WritingState, form: FormData): Promise<WritingState> {
  return choices(state, form)
}
