/** What a forum has on its first day. */
import { isForumError } from "#lib/base/errors.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { createCategory } from "./categories.ts"

const FIRST_CATEGORIES = [
  {
    id: "general",
    name: "General",
    description: "Talk about anything that fits nowhere else.",
    position: 10,
    hue: 205,
  },
  {
    id: "questions",
    name: "Questions",
    description: "One question a topic; whoever asked marks the answer that helped.",
    position: 20,
    hue: 150,
    kind: "question",
  },
  {
    id: "staff",
    name: "Staff",
    description: "For those who look after the forum.",
    position: 90,
    hue: 0,
    readers: "staff",
    writers: "staff",
  },
] as const

/**
 * Gives a forum that has no category its first ones; changes nothing where there is any. Safe to call at
 * every start, also by two processes at once. @returns how many were created
 */
export async function seedCategories(): Promise<number> {
  if ((await listCategories()).length > 0) return 0
  let created = 0
  for (const category of FIRST_CATEGORIES) {
    try {
      await createCategory({ kind: "operator" }, category)
      created++
    } catch (error) {
      if (!isForumError(error, "conflict")) throw error
    }
  }
  return created
}
