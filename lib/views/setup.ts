/** The first steps of a new forum: what is done, and how the rest is done. */
import { magicLinksOffered, offeredProviders } from "#lib/auth/providers.ts"
import { config } from "#lib/config.ts"
import { authorize } from "#lib/forum/access.ts"
import type { Member } from "#lib/forum/actor.ts"
import { managedCategories } from "#lib/forum/categories.ts"
import { allTexts } from "#lib/forum/forum-texts.ts"
import { loadLook } from "./look.ts"

export type SetupView = {
  name: string
  url: string
  /** Whether only this machine reaches it. */
  isLocal: boolean
  categories: number
  topics: number
  providers: string[]
  magicLinks: boolean
  /** How mail goes out: by a server, or into a folder. */
  smtp: boolean
  from: string
  rules: boolean
}

/** @throws ForumError unauthenticated, forbidden */
export async function loadSetup(actor: Member): Promise<SetupView> {
  authorize(actor, "forum.administer", {})
  const [categories, texts] = await Promise.all([managedCategories(actor), allTexts()])
  const { url, mail } = config()
  const { name } = await loadLook()
  return {
    ...{ name, url, smtp: mail.smtp !== undefined, from: mail.from },
    isLocal: ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname),
    categories: categories.length,
    topics: categories.reduce((sum, { topicCount }) => sum + topicCount, 0),
    providers: offeredProviders().map((one) => one.name),
    magicLinks: magicLinksOffered(),
    rules: texts.get("rules") !== undefined,
  }
}
