/** Bare addresses of topics of this forum, which are shown as the topics' titles. */
import type { MarkdownIt, Token } from "markdown-it"
import type { Page } from "./context.ts"

/** More in one post are a list of addresses, and stay one. */
const MAX_TOPIC_LINKS = 5

/** Path of a topic: its slug, its id, perhaps a page and a post. */
const TOPIC = /^\/t\/[^/?#\s]+\/([0-9a-hjkmnp-tv-z]{26})(?:\/\d{1,7})?(?:#p-[0-9a-z]{26})?$/i

/** Ids of the topics to which a source may link by a bare address, so that whoever renders can look up their titles. */
export function topicLinkCandidates(source: string, origin: string): string[] {
  const found = new Set<string>()
  const start = `${origin}/t/`
  for (let at = source.indexOf(start); at >= 0; at = source.indexOf(start, at + 1)) {
    const id = topicIn(/^[^\s<>"')\]]*/.exec(source.slice(at, at + 400))![0], origin)
    if (id && found.size < MAX_TOPIC_LINKS) found.add(id)
  }
  return [...found]
}

export function topicLinks(md: MarkdownIt): void {
  md.core.ruler.after("linkify", "topic_titles", ({ tokens, env }) => {
    const { topicTitles, origin } = env as Page
    if (!topicTitles?.size) return
    for (const { children } of tokens)
      children?.forEach((open, index) => {
        const [text, close] = [children[index + 1], children[index + 2]]
        // Whoever gave the link words of their own wants those.
        if (
          open.type !== "link_open" ||
          !isBare(open) ||
          text?.type !== "text" ||
          close?.type !== "link_close"
        )
          return
        const address = String(open.attrGet("href"))
        const title = topicTitles.get(topicIn(address, origin) ?? "")
        if (title === undefined) return
        text.content = title
        open.attrSet("href", address.slice(origin.length))
      })
  })
}

const isBare = ({ markup, info }: Token): boolean =>
  markup === "linkify" || markup === "autolink" || info === "auto"

function topicIn(address: string, origin: string): string | undefined {
  if (!address.startsWith(`${origin}/`)) return undefined
  // Signs at the end belong to the sentence.
  return TOPIC.exec(address.slice(origin.length).replace(/[.,;:!?]+$/, ""))?.[1]?.toUpperCase()
}
