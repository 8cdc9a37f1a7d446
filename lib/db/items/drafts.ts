/** What a member has begun to write and not sent: one text a place. */
import { z } from "zod"
import { byDrafting, draftKey } from "../keys/drafts.ts"
import { timed } from "../keys/key.ts"
import { entity } from "./entity.ts"

export const DraftSchema = z.object({
  user: z.string(),
  /** `topic`, `reply:<topic>`, `edit:<post>`, `staff`, `staff:<case>`. */
  place: z.string(),
  /** Of the topic, the post or the case; the member's own for a new topic or message. */
  id: z.string(),
  /** As typed, by the names of the form's fields. */
  fields: z.record(z.string(), z.string()),
  /** Another one after each save: who saves names the one they know. */
  mark: z.string(),
  /** The form that saved it last, and which of its saves that was: its own it may always replace by a later one. */
  writer: z.string(),
  turn: z.number(),
  updatedAt: z.string(),
  /** Thrown away, and kept a while so that it can be brought back. */
  discardedAt: z.string().optional(),
  expiresAt: z.number().optional(),
})
export type Draft = z.output<typeof DraftSchema>

/** In the list by the hour, so that a text on which somebody writes for an hour changes its place there once. */
export const listedAt = ({ updatedAt }: Draft): string => `${updatedAt.slice(0, 13)}:00:00.000Z`

export const Drafts = entity("Draft", DraftSchema, (draft) => ({
  ...draftKey(draft.user, draft.place),
  ...(!draft.discardedAt && {
    GSI1PK: byDrafting(draft.user),
    GSI1SK: timed(listedAt(draft), draft.id),
  }),
}))
