/** What stands on a member's lists of topics. */
import type { Member } from "#lib/forum/actor.ts"
import { keptTopicsFor, outlookOf } from "#lib/forum/own-lists.ts"

/** The topics of a page of a list, in its order. */
export function topicIds(page: { items: { topic: { id: string } }[] }): string[] {
  return page.items.map(({ topic }) => topic.id)
}

/** The topics that a member watches, tracks or has bookmarked. */
export async function keptOf(who: Member): Promise<string[]> {
  return topicIds(await keptTopicsFor(await outlookOf(who)))
}
