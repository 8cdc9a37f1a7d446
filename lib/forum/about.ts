/** What members say about themselves: a few lines of Markdown on their profile, for everybody to read. */
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import { setAbout } from "#lib/db/writes/users.ts"
import { spend } from "#lib/limits/spend.ts"
import { type Rendered, render } from "#lib/markup/render.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, requireMember } from "./actor.ts"
import { isNewcomer } from "./newcomers.ts"
import { clean } from "./texts.ts"

/** A few lines; it is read with every look at the member. */
export const MAX_ABOUT = 1_000

/** A homepage, and where else one is to be found. */
const MOST_LINKS = 5

export const AboutInput = z.object({
  about: z
    .string()
    .default("")
    .transform(clean)
    .refine((text) => text.length <= MAX_ABOUT, {
      error: ({ input }) => t("inputs.about-long", { length: (input as string).length, max: MAX_ABOUT }),
    }),
})

/**
 * Says something else about the actor; nothing at all when it is empty. Accounts are made for the links in profiles:
 * whoever has just come has none there.
 * @throws ForumError unauthenticated, forbidden, limited, invalid
 */
export async function describeOneself(actor: Actor, { about }: z.output<typeof AboutInput>): Promise<void> {
  const member = requireMember(actor)
  authorize(actor, "member.describe", { member })
  const { links, images } = renderAbout(member.id, about)
  if (images > 0) throw new ForumError("invalid", "about-pictures", { field: "about" })
  if (links > 0 && isNewcomer(member)) throw new ForumError("invalid", "about-links", { field: "about" })
  if (links > MOST_LINKS) throw new ForumError("invalid", "about-many-links", { field: "about" })
  await spend("profile.change", member.id)
  await commit([setAbout(member.id, about.trim())])
}

/** As it is shown. It calls nobody, and shows no uploads. */
export function renderAbout(member: string, about: string): Rendered {
  return render(about, { postId: `about-${member}`, knownNames: new Set() })
}
