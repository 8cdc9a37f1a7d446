/** What a forum has on its first day. */
import type { z } from "zod"
import { isForumError } from "#lib/base/errors.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { t } from "#lib/words/t.ts"
import { type CategoryInput, createCategory } from "./categories.ts"

const firstCategories = () =>
  [
    {
      id: "general",
      name: t("beginning.general"),
      description: t("beginning.general-text"),
      position: 10,
      hue: 205,
    },
    {
      id: "questions",
      name: t("beginning.questions"),
      description: t("beginning.questions-text"),
      position: 20,
      hue: 150,
      kind: "question" as const,
    },
    {
      id: "staff",
      name: t("beginning.staff"),
      description: t("beginning.staff-text"),
      position: 90,
      hue: 0,
      readers: "staff" as const,
      writers: "staff" as const,
    },
  ] satisfies z.input<typeof CategoryInput>[]

/**
 * Gives a forum that has no category its first ones; changes nothing where there is any. Safe to call at
 * every start, also by two processes at once. @returns how many were created
 */
export async function seedCategories(): Promise<number> {
  if ((await listCategories()).length > 0) return 0
  let created = 0
  for (const category of firstCategories()) {
    try {
      await createCategory({ kind: "operator" }, category)
      created++
    } catch (error) {
      if (!isForumError(error, "conflict")) throw error
    }
  }
  return created
}
