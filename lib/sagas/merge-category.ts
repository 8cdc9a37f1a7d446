/** A category becomes part of another one: its topics go there, then it is closed, then whatever came meanwhile follows. */
import { findCategory } from "#lib/db/patterns/categories.ts"
import { overtaken } from "#lib/db/retry.ts"
import { rewriteCategory } from "#lib/db/writes/categories.ts"
import { asRemoved, MERGING_CATEGORY } from "#lib/forum/category-removal.ts"
import { t } from "#lib/words/t.ts"
import { NOTHING, type SagaKind, type Work } from "./contract.ts"
import { moveTopics } from "./empty-category.ts"
import { wait } from "./spreading.ts"

/** From now on its address leads to the other one, and nobody writes in it. */
const close: Work = async (saga) => {
  const category = await findCategory(String(saga.input.from), { consistent: true })
  if (!category || category.removed) return NOTHING
  const into = String(saga.input.to)
  const { merging: _, ...rest } = category
  const write = rewriteCategory({ ...rest, ...asRemoved(category, { by: saga.by, into }) })
  return { writes: [{ ...write, refusal: overtaken }] }
}

export const mergeCategory: SagaKind = {
  kind: MERGING_CATEGORY,
  title: ({ input }) => t("sagas.merge-category", { from: String(input.fromName), to: String(input.toName) }),
  steps: [
    { name: "topics", says: () => t("sagas.moving-topics"), turn: moveTopics, noReturn: true },
    { name: "close", says: () => t("sagas.closing-category"), turn: close, noReturn: true },
    { name: "wait", says: () => t("sagas.waiting"), turn: wait, noReturn: true },
    { name: "late", says: () => t("sagas.moving-late-topics"), turn: moveTopics, noReturn: true },
  ],
}
