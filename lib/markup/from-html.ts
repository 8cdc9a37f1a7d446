/** From HTML, above all what Discourse calls "cooked", to our Markdown. */
import { tables, taskListItems } from "@joplin/turndown-plugin-gfm"
import TurndownService from "turndown"
import { textFromHtml } from "./excerpt.ts"
import { type Element, type FromHtml, RULES, text } from "./html-elements.ts"

/** Converts HTML to Markdown that `render` shows alike. Any string gives some text; nothing is thrown. */
export function fromHtml(html: string, options: FromHtml = {}): string {
  if (depthOf(html) > MAX_DEPTH) return textFromHtml(html)
  try {
    return serviceFor(options)
      .turndown(html)
      .replace(/\n{3,}/g, "\n\n")
      .trim()
  } catch (error) {
    // Broken HTML (a frameset, say) can leave the converter without the root it put around it.
    if (error instanceof TypeError || error instanceof RangeError) return textFromHtml(html)
    throw error
  }
}

/** The converter takes time by the square of the depth; of thousands of nested elements we keep the text. */
const MAX_DEPTH = 200

function depthOf(html: string): number {
  let depth = 0
  let deepest = 0
  // Elements that need no end are left out of the count.
  for (const [, end] of html.matchAll(
    /<(\/?)(?!(?:p|li|br|hr|img|td|th|tr|dt|dd|wbr|input|source)\b)[a-z][^<>]*>/gi,
  )) {
    depth += end ? -1 : 1
    if (depth > deepest) deepest = depth
  }
  return deepest
}

function serviceFor(options: FromHtml): TurndownService {
  const service = new TurndownService({
    headingStyle: "atx",
    hr: "---",
    bulletListMarker: "-",
    codeBlockStyle: "fenced",
    emDelimiter: "*",
    br: "",
    // Empty elements that mean something to us all the same: an image has no text.
    blankReplacement: (_content, node) => {
      const element = node as unknown as Element
      const rule = RULES.find(([, fits]) => fits(element))
      if (rule && text(element).trim() === "") return rule[2]("", element, options)
      return (node as unknown as { isBlock: boolean }).isBlock ? "\n\n" : ""
    },
  })
  service.use([tables, taskListItems])
  // Rules added last are asked first.
  for (const [name, fits, replace] of RULES.toReversed()) {
    service.addRule(name, {
      filter: (node) => fits(node as Element),
      replacement: (content, node) => replace(content, node as unknown as Element, options),
    })
  }
  service.remove(["script", "style", "noscript", "svg" as keyof HTMLElementTagNameMap])
  const escapeKnown = service.escape.bind(service)
  // Marks that our Markdown has beyond those the converter knows: spoilers, strikes, formulas.
  service.escape = (plain) => {
    const escaped = escapeKnown(plain).replace(/\|\|/g, "\\|\\|").replace(/~/g, "\\~")
    return /[\\^_{}]/.test(plain) ? escaped.replace(/\$/g, "\\$") : escaped
  }
  return service
}
