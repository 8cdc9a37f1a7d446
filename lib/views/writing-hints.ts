/** What is worth knowing before one writes, while there is time to think of it. */
import { DAY, now } from "#lib/base/clock.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { isNewcomer } from "#lib/forum/newcomers.ts"
import { isStaff } from "#lib/forum/ranks.ts"
import { leftOf } from "#lib/limits/spend.ts"
import { t } from "#lib/words/t.ts"

/** A topic in which nobody wrote for so long is over for those who wrote in it. */
const ASLEEP = 183 * DAY
/** Who has so many posts left needs not think of it. */
const FEW = 3

/** Sentences for who is about to write: in a topic, or a new one. */
export async function writingHints(actor: Actor, topic?: Pick<Topic, "lastPostAt">): Promise<string[]> {
  if (actor.kind !== "member") return []
  const asleep = topic && now() - Date.parse(topic.lastPostAt) > ASLEEP
  const limited = isNewcomer(actor) && !isStaff(actor)
  const left = limited ? await leftOf("newcomer.write", actor.id) : Number.POSITIVE_INFINITY
  return [
    ...(asleep ? [t("composer.hint.asleep", { at: new Date(topic.lastPostAt) })] : []),
    ...(left <= FEW ? [t("composer.hint.few-left", { left })] : []),
  ]
}
