/** How the forum looks, and what it is called, for whoever cannot wait for the table: at most a few seconds old. */
import { config } from "#lib/config.ts"
import type { Look } from "#lib/db/items/site.ts"
import { getLook } from "#lib/db/patterns/site.ts"
import { table } from "#lib/db/table.ts"
import { forget, remembered } from "./remembered.ts"

const NAME = "look"

// On globalThis, because Next bundles this module once per entry; by connection, because another table is another forum.
const shared = globalThis as typeof globalThis & { stoaNames?: WeakMap<object, string> }

/** Undefined while it looks as it comes. */
export function look(): Promise<Look | undefined> {
  return remembered(NAME, getLook)
}

/** For who has just changed it. */
export function forgetLook(): Promise<void> {
  return forget(NAME)
}

/** Asks what the forum is called now. Whoever is about to write mails does so first. */
export async function learnForumName(): Promise<void> {
  shared.stoaNames ??= new WeakMap()
  shared.stoaNames.set(table(), (await look())?.name ?? config().name)
}

/** As it was when somebody asked last; before that, as its operator calls it. */
export function forumName(): string {
  return shared.stoaNames?.get(table()) ?? config().name
}
