/** How closely a member follows a topic or a category. What they choose is never changed by what follows by itself. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { Id } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { ReadState } from "#lib/db/items/users.ts"
import { type CategoryKeeping, type Keeping, Level } from "#lib/db/items/watching.ts"
import { readStateOf } from "#lib/db/patterns/reading.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { chooseCategoryLevel, chooseLevel, putChoices } from "#lib/db/writes/watching.ts"
import { spend } from "#lib/limits/spend.ts"
import { authorize } from "./access.ts"
import { type Actor, requireMember } from "./actor.ts"
import { CategoryId } from "./topics.ts"
import { type TopicScene, visibleCategory, visibleTopic } from "./visible.ts"

export const WatchTopicInput = z.object({ topic: Id, level: Level })

/** Sets how closely the member follows a topic. @throws ForumError not-found, unauthenticated, limited */
export async function watchTopic(actor: Actor, input: z.output<typeof WatchTopicInput>): Promise<TopicScene> {
  const scene = await visibleTopic(actor, input.topic)
  authorize(actor, "topic.watch", scene)
  const member = requireMember(actor)
  await spend("keeping.change", member.id)
  const place = { user: member.id, topic: scene.topic.id }
  return untilSettled(async () => {
    const state = await readStateOf(place.user, place.topic, { consistent: true })
    await commit(chooseLevel(place, input.level, (state?.bookmarks?.size ?? 0) > 0, nowIso()))
    return scene
  })
}

export const WatchCategoryInput = z.object({
  category: CategoryId,
  /** Or the level of the category above it. */
  level: z.enum([...Level.options, "inherited"]),
})

/** The same of a category: for its topics and sub-categories that have no level of their own. @throws as above */
export async function watchCategory(
  actor: Actor,
  input: z.output<typeof WatchCategoryInput>,
): Promise<Category> {
  const category = await visibleCategory(actor, input.category)
  authorize(actor, "category.watch", { category })
  const member = requireMember(actor)
  await spend("keeping.change", member.id)
  const level = input.level === "inherited" ? undefined : input.level
  await commit(chooseCategoryLevel(member.id, category.id, level, nowIso()))
  return category
}

/** What a topic gets by itself; "normal" means: nothing. */
const ByItself = z.enum(["watching", "tracking", "normal"])
type ByItself = z.output<typeof ByItself>

export const ChoicesInput = z.object({ started: ByItself, replied: ByItself })

/** As good forums do: one is told of answers to one's own question, and sees what became of the rest. */
const USUAL = { started: "watching", replied: "tracking" } as const

/** What follows by itself from starting a topic and from replying in one. */
export function choicesOf(keeping: Keeping | undefined): { started: ByItself; replied: ByItself } {
  return ChoicesInput.parse({ ...USUAL, ...keeping })
}

/** Chooses what a topic gets by itself. Only for what is written from then on. @throws ForumError unauthenticated */
export async function chooseWhatFollows(actor: Actor, input: z.output<typeof ChoicesInput>): Promise<void> {
  const member = requireMember(actor)
  await spend("keeping.change", member.id)
  await commit([putChoices(member.id, input, nowIso())])
}

/** How a member stands to a category, the levels that it has from the one above it included. */
export type CategoryStance = Pick<CategoryKeeping, "level" | "levelAt" | "readThrough">

/** How a member stands to each of these categories: by their own level there, else by that of the category above. */
export function stancesOnCategories(
  kept: CategoryKeeping[],
  categories: Pick<Category, "id" | "parent">[],
): Map<string, CategoryStance> {
  const own = new Map(kept.map((one) => [one.category, one]))
  return new Map(
    categories.flatMap(({ id, parent }) => {
      const [mine, above] = [own.get(id), parent === undefined ? undefined : own.get(parent)]
      const { level, levelAt } = (mine?.level ? mine : above) ?? {}
      const stance: CategoryStance = {
        ...(level && { level }),
        ...(level && levelAt && { levelAt }),
        ...(mine?.readThrough && { readThrough: mine.readThrough }),
      }
      return Object.keys(stance).length > 0 ? [[id, stance] as const] : []
    }),
  )
}

/** The level that counts: the topic's own, else its category's or that of the category above, else normal. */
export function levelIn(
  state: Pick<ReadState, "level"> | undefined,
  ...categories: (Pick<CategoryKeeping, "level"> | undefined)[]
): Level {
  return state?.level ?? categories.find((one) => one?.level)?.level ?? "normal"
}

const CLOSENESS = { muted: 0, normal: 1, tracking: 2, watching: 3 } as const satisfies Record<Level, number>

/**
 * The level that a topic gets by itself, or undefined where it keeps what it has: what the member chose, for the
 * topic or by muting its category, stays; and nobody is told less because they wrote something.
 */
export function raised(
  state: Pick<ReadState, "level" | "chosen"> | undefined,
  categories: (Pick<CategoryKeeping, "level"> | undefined)[],
  byItself: ByItself,
): "watching" | "tracking" | undefined {
  const level = levelIn(state, ...categories)
  if (byItself === "normal" || state?.chosen || level === "muted") return undefined
  return CLOSENESS[byItself] > CLOSENESS[level] ? byItself : undefined
}
