/** What members say about themselves: a few lines of Markdown on their profile, for everybody to read. */
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { setAbout } from "#lib/db/writes/users.ts"
import { spend } from "#lib/limits/spend.ts"
import { beginningOf } from "#lib/markup/excerpt.ts"
import { type Rendered, render } from "#lib/markup/render.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, requireMember } from "./actor.ts"
import { clean } from "./cleaning.ts"
import { memberFlags } from "./holding.ts"
import { isNewcomer } from "./newcomers.ts"
import { covered, coveredHtml, judged, saidIn } from "./watched-words.ts"

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
  const { links, images, html } = renderAbout(member.id, about)
  if (images > 0) throw new ForumError("invalid", "about-pictures", { field: "about" })
  if (links > 0 && isNewcomer(member)) throw new ForumError("invalid", "about-links", { field: "about" })
  if (links > MOST_LINKS) throw new ForumError("invalid", "about-many-links", { field: "about" })
  const said = saidIn(about, html).map(({ text }) => ({ field: "about", text }))
  const { flag } = await judged(member, said, {
    atOnce: true,
    before: async () => [(await getUser(member.id, { consistent: true }))?.about ?? ""],
  })
  await spend("profile.change", member.id)
  await untilSettled(async () => {
    const flags = await memberFlags(member, flag, beginningOf(html))
    await commit([setAbout(member.id, about.trim()), ...flags])
    return member
  })
}

/** As others see it. */
export async function shownAbout(member: string, about: string): Promise<Rendered> {
  const { html, excerpt, ...rest } = renderAbout(member, about)
  return { ...rest, html: await coveredHtml(html), excerpt: await covered(excerpt) }
}

/** As its author sees it. It calls nobody, and shows no uploads. */
export function renderAbout(member: string, about: string): Rendered {
  return render(about, { postId: `about-${member}`, knownNames: new Set() })
}
