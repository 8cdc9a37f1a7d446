import { z } from "zod"
import { byAnswers, byLikes, likesOrder, thanksKey } from "../keys/thanks.ts"
import { entity } from "./entity.ts"

/** What a member has earned with one post: kept while there is any. */
export const ThanksSchema = z.object({
  user: z.string(),
  /** The post. */
  id: z.string(),
  likes: z.number(),
  /** Whether it is the accepted answer of its topic. */
  answers: z.literal(true).optional(),
  /** When the post was written. */
  createdAt: z.string(),
})
export type Thanks = z.output<typeof ThanksSchema>

export const ThanksOf = entity("Thanks", ThanksSchema, (thanks) => ({
  ...thanksKey(thanks.user, thanks.id),
  ...(thanks.answers && {
    GSI1PK: byAnswers(thanks.user),
    GSI1SK: `${thanks.createdAt}#${thanks.id}`,
  }),
  ...(thanks.likes > 0 && {
    GSI2PK: byLikes(thanks.user),
    GSI2SK: likesOrder(thanks.likes, thanks.id),
  }),
}))
