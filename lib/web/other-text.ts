/** Two texts in one form: the one that is written on, and the other, shown beside it until it is sent. */
import { z } from "zod"

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
  // Title and tags were put together when the other edit was met; theirs stay beside the form.
  for (const [name, other] of isMerged ? [["body", "otherBody"] as const] : OTHER) {
    const mine = form.get(name)
    const theirs = form.get(isMerged ? "mergedBody" : other)
    if (typeof mine !== "string" || typeof theirs !== "string") continue
    form.set(name, theirs)
    form.set(other, mine)
  }
  form.delete("mergedBody")
  return {}
}

const Head = z.object({ head: z.object({ title: z.string(), tags: z.array(z.string()) }) })

/** Title and tags are as both editors would have them: who did not touch them must not take back what the other changed. */
export function takeHead(form: FormData, details: unknown): void {
  const met = Head.safeParse(details)
  if (!met.success) return
  const { title, tags } = met.data.head
  if (form.has("title")) form.set("title", title)
  if (form.has("tags")) form.set("tags", tags.join(", "))
}
