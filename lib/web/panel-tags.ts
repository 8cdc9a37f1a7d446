/** What follows from what administrators do with tags: where they go on, and which pages are stale. */
import type { z } from "zod"
import { tagTag } from "#lib/base/cache-tags.ts"
import type { Actor } from "#lib/forum/actor.ts"
import {
  type DescribeTagInput,
  describeTag,
  type MergeTagInput,
  mergeTag,
  type RemoveTagInput,
  type RenameTagInput,
  removeTag,
  renameTag,
  type TagUndoInput,
  undoTag,
} from "#lib/forum/tag-keeping.ts"
import { adminTagPath } from "./admin-paths.ts"
import { progressPath } from "./paths.ts"
import type { Outcome } from "./writing.ts"

export async function sendTagDescription(
  actor: Actor,
  input: z.output<typeof DescribeTagInput>,
): Promise<Outcome> {
  const { tag } = await describeTag(actor, input)
  return { to: `${adminTagPath(tag)}?said=saved`, stale: [tagTag(tag)] }
}

export async function sendTagUndo(actor: Actor, input: z.output<typeof TagUndoInput>): Promise<Outcome> {
  const { tag } = await undoTag(actor, input)
  return { to: `${adminTagPath(tag)}?said=saved`, stale: [tagTag(tag)] }
}

export async function sendTagRenaming(
  actor: Actor,
  input: z.output<typeof RenameTagInput>,
): Promise<Outcome> {
  return { to: progressPath((await renameTag(actor, input)).id), stale: [tagTag(input.tag)] }
}

export async function sendTagMerging(actor: Actor, input: z.output<typeof MergeTagInput>): Promise<Outcome> {
  return { to: progressPath((await mergeTag(actor, input)).id), stale: [tagTag(input.tag)] }
}

export async function sendTagRemoval(actor: Actor, input: z.output<typeof RemoveTagInput>): Promise<Outcome> {
  return { to: progressPath((await removeTag(actor, input)).id), stale: [tagTag(input.tag)] }
}
