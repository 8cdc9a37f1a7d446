/** What follows from what administrators do: where they go on, and which pages are stale. */
import { z } from "zod"
import {
  CATEGORIES,
  categoryTag,
  HOME,
  LOOK,
  memberTag,
  READ_ONLY,
  SETTINGS,
  SITEMAP,
} from "#lib/base/cache-tags.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { CategoryInput, changeCategory, createCategory } from "#lib/forum/categories.ts"
import { type OrderInput, orderCategory } from "#lib/forum/category-order.ts"
import {
  type MergingInput,
  mergeCategory,
  type RemovalInput,
  type RestorationInput,
  removeCategory,
  restoreCategory,
} from "#lib/forum/category-removal.ts"
import { type UndoInput, undoChange } from "#lib/forum/category-undo.ts"
import {
  type KeepingInput,
  sendConfirmation,
  signOutMember,
  takeTwoStepOff,
} from "#lib/forum/member-keeping.ts"
import { type MergeInput, mergeMembers } from "#lib/forum/member-merging.ts"
import { type RoleInput, setRole } from "#lib/forum/roles.ts"
import { type ResetInput, type SettingsInput, setSettings } from "#lib/forum/setting-changes.ts"
import { type EndWardenInput, endWarden, type NameWardenInput, nameWarden } from "#lib/forum/wards.ts"
import { adminCategoriesPath, adminCategoryPath, adminMemberPath, adminSettingsPath } from "./admin-paths.ts"
import { progressPath } from "./paths.ts"
import type { Outcome } from "./writing.ts"

const SAVED = "?said=saved"
const afterCategory = (id: string): string[] => [CATEGORIES, HOME, SITEMAP, categoryTag(id)]

/** What is not chosen is not there. */
const optional = z
  .string()
  .max(60)
  .optional()
  .transform((text) => text || undefined)

const { name, description, readers, writers, kind } = CategoryInput.shape

const fields = {
  ...{ name, description, readers, writers, kind },
  parent: optional,
  hue: z.coerce.number().int().min(0).max(359),
}

/** A new category, as its form sends it. */
export const NewCategoryForm = z.object({
  ...fields,
  slug: optional.pipe(CategoryInput.shape.slug),
})

export async function sendNewCategory(
  actor: Actor,
  { slug: id, ...input }: z.output<typeof NewCategoryForm>,
): Promise<Outcome> {
  const made = await createCategory(actor, { ...input, id })
  return { to: `${adminCategoriesPath()}${SAVED}`, stale: afterCategory(made.id) }
}

export const CategoryForm = z.object({
  ...fields,
  slug: optional.pipe(CategoryInput.shape.slug),
  category: z.string().max(60),
  version: z.coerce.number().int(),
})

export async function sendCategory(
  actor: Actor,
  { category, version, ...change }: z.output<typeof CategoryForm>,
): Promise<Outcome> {
  await changeCategory(actor, category, change, { version })
  return { to: `${adminCategoryPath(category)}${SAVED}`, stale: afterCategory(category) }
}

export async function sendUndo(actor: Actor, input: z.output<typeof UndoInput>): Promise<Outcome> {
  await undoChange(actor, input)
  return { to: `${adminCategoryPath(input.category)}${SAVED}`, stale: afterCategory(input.category) }
}

/** Nothing of it is on a cached page. */
export async function sendWarden(actor: Actor, input: z.output<typeof NameWardenInput>): Promise<Outcome> {
  await nameWarden(actor, input)
  return { to: `${adminCategoryPath(input.category)}${SAVED}`, stale: [] }
}

export async function sendWardenEnd(actor: Actor, input: z.output<typeof EndWardenInput>): Promise<Outcome> {
  await endWarden(actor, input)
  return { to: `${adminCategoryPath(input.category)}${SAVED}`, stale: [] }
}

export async function sendOrder(actor: Actor, input: z.output<typeof OrderInput>): Promise<Outcome> {
  await orderCategory(actor, input)
  return { to: adminCategoriesPath(), stale: [CATEGORIES, HOME] }
}

export async function sendRemoval(actor: Actor, input: z.output<typeof RemovalInput>): Promise<Outcome> {
  await removeCategory(actor, input)
  return { to: `${adminCategoriesPath()}${SAVED}`, stale: afterCategory(input.category) }
}

export async function sendRestoration(
  actor: Actor,
  input: z.output<typeof RestorationInput>,
): Promise<Outcome> {
  await restoreCategory(actor, input)
  return { to: `${adminCategoriesPath()}${SAVED}`, stale: afterCategory(input.category) }
}

export async function sendMerging(actor: Actor, input: z.output<typeof MergingInput>): Promise<Outcome> {
  const saga = await mergeCategory(actor, input)
  return { to: progressPath(saga.id), stale: [] }
}

export async function sendSettings(actor: Actor, input: z.output<typeof SettingsInput>): Promise<Outcome> {
  await setSettings(actor, input)
  return { to: `${adminSettingsPath()}${SAVED}`, stale: staleBy(Object.keys(input.values)) }
}

export async function sendReset(
  actor: Actor,
  { version, key }: z.output<typeof ResetInput>,
): Promise<Outcome> {
  await setSettings(actor, { version, values: { [key]: null } })
  return { to: `${adminSettingsPath()}${SAVED}`, stale: staleBy([key]) }
}

/** Whether one may write, and whether there is a public log, is on every page. */
const staleBy = (keys: string[]): string[] => [
  SETTINGS,
  ...(keys.includes("read-only") ? [READ_ONLY] : []),
  ...(keys.includes("public-log") ? [LOOK] : []),
]

export async function sendRole(actor: Actor, input: z.output<typeof RoleInput>): Promise<Outcome> {
  const { id } = await setRole(actor, input)
  return { to: `${adminMemberPath(id)}${SAVED}`, stale: [memberTag(id)] }
}

export async function sendSignOut(actor: Actor, input: z.output<typeof KeepingInput>): Promise<Outcome> {
  return { to: `${adminMemberPath((await signOutMember(actor, input)).id)}${SAVED}`, stale: [] }
}

export async function sendMemberMerge(actor: Actor, input: z.output<typeof MergeInput>): Promise<Outcome> {
  const saga = await mergeMembers(actor, input)
  const { user, to } = saga.input
  return { to: progressPath(saga.id), stale: [memberTag(String(user)), memberTag(String(to))] }
}

export async function sendTwoStepOff(actor: Actor, input: z.output<typeof KeepingInput>): Promise<Outcome> {
  return { to: `${adminMemberPath((await takeTwoStepOff(actor, input)).id)}${SAVED}`, stale: [] }
}

export async function sendConfirmationAgain(
  actor: Actor,
  input: z.output<typeof KeepingInput>,
): Promise<Outcome> {
  return { to: `${adminMemberPath((await sendConfirmation(actor, input)).id)}${SAVED}`, stale: [] }
}
