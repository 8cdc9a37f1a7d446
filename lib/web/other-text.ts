/** Two texts in one form: the one that is written on, and the other, shown beside it until it is sent. */

/** The fields of the other text, by those of the one that is written on. */
const OTHER = [
  ["title", "otherTitle"],
  ["body", "otherBody"],
  ["tags", "otherTags"],
] as const

/**
 * Puts the other text, or both in one, in place of what is in the form; what was there becomes the other. So nothing
 * is lost, and pressed again it is as before.
 */
export function swapTexts(form: FormData): Record<string, never> {
  const isMerged = form.get("intent") === "take-merged"
  for (const [name, other] of OTHER) {
    const mine = form.get(name)
    const theirs = isMerged && name === "body" ? form.get("mergedBody") : form.get(other)
    if (typeof mine !== "string" || typeof theirs !== "string") continue
    // Of both in one the title is left as it was typed: only texts are put together.
    if (!isMerged || name === "body") form.set(name, theirs)
    form.set(other, mine)
  }
  form.delete("mergedBody")
  return {}
}
