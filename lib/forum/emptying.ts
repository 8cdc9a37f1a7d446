/** All topics of a category go to another one. */
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { findCategories } from "#lib/db/patterns/categories.ts"
import { putSaga } from "#lib/db/writes/sagas.ts"
import { authorize } from "./access.ts"
import type { Manager } from "./categories.ts"
import { newSaga } from "./sagas.ts"
import { CategoryId } from "./topics.ts"

export const EMPTYING = "empty-category"

const EmptyInput = z.object({ from: CategoryId, to: CategoryId })

/** Moves all topics of a category to another one, removed ones too. @throws ForumError not-found, forbidden, invalid */
export async function emptyCategory(manager: Manager, input: z.output<typeof EmptyInput>): Promise<Saga> {
  if (manager.kind !== "operator") authorize(manager, "category.manage", {})
  const [from, to] = await findCategories([input.from, input.to], { consistent: true })
  if (!from || !to) throw new ForumError("not-found", "category-missing")
  if (from.id === to.id) throw new ForumError("invalid", "same-category")
  const words = { from: from.id, to: to.id, fromName: from.name, toName: to.name }
  const saga = newSaga(EMPTYING, words, {
    total: from.topicCount,
    ...(manager.kind === "member" && { by: manager.id }),
  })
  await commit(putSaga(saga))
  return saga
}
