/** What follows from another look: every page shows it. */
import type { z } from "zod"
import { LOOK } from "#lib/base/cache-tags.ts"
import type { Look } from "#lib/db/items/site.ts"
import type { Actor } from "#lib/forum/actor.ts"
import {
  type ColorsInput,
  type CssInput,
  colorForum,
  type ForumNameInput,
  type LogoInput,
  type LookUndoInput,
  markForum,
  nameForum,
  styleForum,
  undoLook,
} from "#lib/forum/looks.ts"
import { adminAppearancePath } from "./admin-paths.ts"
import type { Outcome } from "./writing.ts"

async function shown(change: Promise<Look>): Promise<Outcome> {
  await change
  return { to: `${adminAppearancePath()}?said=saved`, stale: [LOOK] }
}

export const sendForumName = (actor: Actor, input: z.output<typeof ForumNameInput>): Promise<Outcome> =>
  shown(nameForum(actor, input))
export const sendColors = (actor: Actor, input: z.output<typeof ColorsInput>): Promise<Outcome> =>
  shown(colorForum(actor, input))
export const sendLogo = (actor: Actor, input: z.output<typeof LogoInput>): Promise<Outcome> =>
  shown(markForum(actor, input))
export const sendCss = (actor: Actor, input: z.output<typeof CssInput>): Promise<Outcome> =>
  shown(styleForum(actor, input))
export const sendLookUndo = (actor: Actor, input: z.output<typeof LookUndoInput>): Promise<Outcome> =>
  shown(undoLook(actor, input))
