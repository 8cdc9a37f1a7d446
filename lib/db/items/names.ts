/** A name of a member who can be called by it. */
import { z } from "zod"
import { nameKey } from "../keys/names.ts"
import { entity } from "./entity.ts"

export const CallableSchema = z.object({ folded: z.string(), user: z.string(), name: z.string() })
export type Callable = z.output<typeof CallableSchema>

export const Callables = entity("Callable", CallableSchema, ({ folded, user }) => nameKey(folded, user))
