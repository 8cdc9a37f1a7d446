/** A text that waits for approval: no post yet, so nothing that shows posts can show it. */
import { z } from "zod"
import { heldKey } from "../keys/held.ts"
import { entity } from "./entity.ts"

export const HeldTextSchema = z.object({
  /** Its author. */
  user: z.string(),
  /** That of its case, too. */
  id: z.string(),
  category: z.string(),
  /** Where it is a reply to; absent of a new topic. */
  topic: z.string().optional(),
  replyTo: z.string().optional(),
  /** Of a new topic. */
  title: z.string().optional(),
  tags: z.array(z.string()).optional(),
  /** Markdown as typed. */
  body: z.string(),
  createdAt: z.string(),
  /** `withdrawn`: its author took it back, and reads it alone. */
  state: z.enum(["waiting", "approved", "rejected", "withdrawn"]),
  /** The post that it became. */
  post: z.string().optional(),
})
export type HeldText = z.output<typeof HeldTextSchema>

export const HeldTexts = entity("HeldText", HeldTextSchema, ({ user, id }) => heldKey(user, id))
