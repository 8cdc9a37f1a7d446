/** What the page of mail settings shows to its owner, and what the page behind "no more mail" says. */
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import type { Choice, Frequency } from "#lib/db/items/mails.ts"
import { findCategories } from "#lib/db/patterns/categories.ts"
import { MAILS_AT_ONCE, topicsWithoutMail } from "#lib/db/patterns/mails.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { choiceOf, isStopped, KIND_NAMES, toMe, toYou } from "#lib/email/choices.ts"
import { settingsOf } from "#lib/email/settings.ts"
import { readToken, type Scope } from "#lib/email/unsubscribing.ts"
import type { Actor, Member } from "#lib/forum/actor.ts"
import { canSeeTopic } from "#lib/forum/seeing.ts"
import { areaOf, topicPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

export type MailSettingsView = {
  /** Absent for who came by another service without one. */
  email?: string
  kinds: { kind: string; label: string; choice: Choice }[]
  digest: Frequency
  off: boolean
  /** Why no mail goes to the address, and since when in words. */
  stopped?: { why: "bounced" | "complained"; reason: string; since: string }
  /** Of which there is no mail. Title and address only where the member may see the topic. */
  topics: { id: string; title?: string; href?: string }[]
  /** Where the list of topics goes on. */
  more?: string
}

/** @param after where the list of topics goes on, as it came in the address */
export async function loadMailSettings(actor: Member, after?: string): Promise<MailSettingsView> {
  const from = Id.safeParse(after)
  const [user, settings, ids] = await Promise.all([
    getUser(actor.id, { consistent: true }),
    settingsOf(actor.id),
    topicsWithoutMail(actor.id, from.success ? from.data : undefined),
  ])
  const stopped = user && isStopped(user, settings) ? settings.stopped : undefined
  return {
    email: user?.verifiedAt ? user.email : undefined,
    kinds: KIND_NAMES.map((kind) => ({ kind, label: toMe(kind), choice: choiceOf(settings, kind) })),
    digest: settings.digest,
    off: settings.off,
    ...(stopped && {
      stopped: {
        why: stopped.why,
        reason: stopped.reason,
        since: t("ui.moment", { at: new Date(stopped.at) }),
      },
    }),
    topics: await named(actor, ids),
    ...(ids.length === MAILS_AT_ONCE && { more: ids.at(-1)!.toLowerCase() }),
  }
}

async function named(actor: Actor, ids: string[]): Promise<MailSettingsView["topics"]> {
  const topics = await findTopics(ids)
  const categories = await findCategories([...new Set(topics.map(({ category }) => category))])
  return ids.map((id) => {
    const topic = topics.find((one) => one.id === id)
    const category = categories.find((one) => one.id === topic?.category)
    if (!topic || !category || !canSeeTopic(actor, topic, category)) return { id }
    return { id, title: topic.title, href: topicPath(topic, { area: areaOf(category) }) }
  })
}

/** What a link ends, in words that tell nothing of the member or of a topic: anybody may have the link. */
export function loadUnsubscribing(token: string): { ends: string; all: boolean } | undefined {
  try {
    const { scope } = readToken(token)
    return { ends: wordsOf(scope), all: scope.what === "all" }
  } catch (error) {
    if (error instanceof ForumError) return undefined
    throw error
  }
}

/** `mail when somebody mentions you` */
function wordsOf(scope: Scope): string {
  if (scope.what === "kind") return t("settings.ends.kind", { kind: toYou(scope.kind) })
  return t(`settings.ends.${scope.what}`)
}
