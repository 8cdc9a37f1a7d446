/** Sessions of a member, so that they see from where they are signed in (ADR 0283). */
import { z } from "zod"
import { sessionKey } from "../keys/users.ts"
import { entity } from "./entity.ts"

/** All that is kept of a device: two words that tell one's own apart. */
const Browser = z.enum(["chrome", "edge", "firefox", "opera", "safari", "other"])
const System = z.enum(["android", "chromeos", "ios", "linux", "macos", "windows", "other"])

export const SessionSchema = z.object({
  user: z.string(),
  /** The member's session epoch: when it is raised, all sessions of before are over, and in no list. */
  epoch: z.number(),
  id: z.string(),
  browser: Browser,
  system: System,
  createdAt: z.string(),
  /** The day on which it was last used, or the one before. */
  seenOn: z.string(),
  /** Epoch seconds: when the cookie runs out. */
  expiresAt: z.number(),
})
export type Session = z.output<typeof SessionSchema>

export const Sessions = entity("Session", SessionSchema, ({ user, epoch, id }) => sessionKey(user, epoch, id))
