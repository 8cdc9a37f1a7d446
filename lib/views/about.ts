/** What the forum says of itself. */
import { SETTINGS } from "#lib/base/cache-tags.ts"
import { ForumTextName } from "#lib/db/items/site.ts"
import { authorize } from "#lib/forum/access.ts"
import type { Member } from "#lib/forum/actor.ts"
import { allTexts, nameOfText } from "#lib/forum/forum-texts.ts"
import { freshSettings } from "#lib/forum/settings.ts"
import { cached } from "#lib/web/cached.ts"

export type AboutView = {
  /** Which is shown; none of them where there is only the forum's name to say. */
  text?: { name: ForumTextName; title: string; html: string; updatedAt: string }
  others: { name: ForumTextName; title: string }[]
  /** Whether everybody can read what the moderators did. */
  hasLog: boolean
}

/** One of the texts, or of the forum in general. Null where there is none of that name. */
export const loadAbout = cached(
  "about",
  (_name: string) => [SETTINGS],
  async (name): Promise<AboutView | null> => {
    const texts = [...(await allTexts()).values()].filter(({ html }) => html !== "")
    const titled = texts.map((text) => ({ ...text, title: nameOfText(text.name) }))
    const shown = titled.find((text) => text.name === name)
    if (!shown && name !== "about") return null
    const others = ForumTextName.options.flatMap((one) => titled.filter((text) => text.name === one))
    return {
      ...(shown && {
        text: { name: shown.name, title: shown.title, html: shown.html, updatedAt: shown.updatedAt },
      }),
      hasLog: (await freshSettings()).values["public-log"],
      others: others.filter((text) => text.name !== name).map(({ name, title }) => ({ name, title })),
    }
  },
)

export type EditedText = { name: ForumTextName; title: string; source: string; version: number }

/** All of them, to be written. @throws ForumError unauthenticated, forbidden */
export async function loadTexts(actor: Member): Promise<EditedText[]> {
  authorize(actor, "settings.change", {})
  const texts = await allTexts()
  return ForumTextName.options.map((name) => {
    const { source = "", version = 0 } = texts.get(name) ?? {}
    return { name, title: nameOfText(name), source, version }
  })
}
