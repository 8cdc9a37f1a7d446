"use server"
/** What administrators' forms of categories call. Anyone can call these with anything: rights are checked in the verbs. */
import { OrderInput } from "#lib/forum/category-order.ts"
import { MergingInput, RemovalInput, RestorationInput } from "#lib/forum/category-removal.ts"
import { UndoInput } from "#lib/forum/category-undo.ts"
import { EndWardenInput, NameWardenInput } from "#lib/forum/wards.ts"
import {
  CategoryForm,
  NewCategoryForm,
  sendCategory,
  sendMerging,
  sendNewCategory,
  sendOrder,
  sendRemoval,
  sendRestoration,
  sendUndo,
  sendWarden,
  sendWardenEnd,
} from "#lib/web/panel.ts"
import { buttonAction, type WritingAction } from "#lib/web/writing.ts"

export const createCategoryAction: WritingAction = buttonAction(NewCategoryForm, sendNewCategory)
export const changeCategoryAction: WritingAction = buttonAction(CategoryForm, sendCategory)
export const orderCategoryAction: WritingAction = buttonAction(OrderInput, sendOrder)
export const removeCategoryAction: WritingAction = buttonAction(RemovalInput, sendRemoval)
export const restoreCategoryAction: WritingAction = buttonAction(RestorationInput, sendRestoration)
export const mergeCategoryAction: WritingAction = buttonAction(MergingInput, sendMerging)
export const nameWardenAction: WritingAction = buttonAction(NameWardenInput, sendWarden)
export const endWardenAction: WritingAction = buttonAction(EndWardenInput, sendWardenEnd)
export const undoCategoryAction: WritingAction = buttonAction(UndoInput, sendUndo)
