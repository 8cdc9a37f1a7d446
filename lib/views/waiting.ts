/** Texts of a member that wait for approval, shown to them where they write. */
import type { HeldText } from "#lib/db/items/held.ts"
import { lastHeldTexts } from "#lib/db/patterns/held.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { casePath } from "#lib/web/paths.ts"

export type WaitingText = { id: string; href: string; at: string; says: string }

/** How much of it says which one it is. */
const BEGINNING = 80

/** Of the last ones those that still wait. @param of replies in this topic, or new topics; all where it is absent */
export async function waitingTexts(actor: Actor, of?: { topic?: string }): Promise<WaitingText[]> {
  if (actor.kind !== "member" || actor.role !== "member") return []
  const texts = await lastHeldTexts(actor.id)
  return texts
    .filter(({ state, topic }) => state === "waiting" && (!of || topic === of.topic))
    .map((text) => ({ id: text.id, href: casePath(text.id), at: text.createdAt, says: beginningOf(text) }))
}

/** Its own words alone: what the topic is called may not be theirs to read any more. */
function beginningOf({ title, body }: HeldText): string {
  const said =
    title ??
    body
      .slice(0, 4 * BEGINNING)
      .replace(/\s+/g, " ")
      .trim()
  return said.length > BEGINNING ? `${said.slice(0, BEGINNING)}…` : said
}
