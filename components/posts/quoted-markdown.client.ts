"use client"
/** What is selected of a post, back to the Markdown that shows it so. Loaded when somebody quotes. */
import { tables, taskListItems } from "@joplin/turndown-plugin-gfm"
import TurndownService from "turndown"

const has = (node: Node, name: string): boolean => (node as Element).classList?.contains(name) ?? false

/** @param html a part of what lib/markup made · @returns Markdown, empty when nothing of it can be quoted */
export function markdownOf(html: string): string {
  return service()
    .turndown(html)
    .replace(/\n{3,}/g, "\n\n")
    .trim()
}

/** A post's text as a quote that names whom it is of, and leads back. */
export function quoteFor(markdown: string, { author, post }: { author: string; post: string }): string {
  return `[quote="${author.replace(/["\]\n]/g, "")}" post="${post.toLowerCase()}"]\n${markdown}\n[/quote]\n`
}

function service(): TurndownService {
  const service = new TurndownService({
    headingStyle: "atx",
    hr: "---",
    bulletListMarker: "-",
    codeBlockStyle: "fenced",
    emDelimiter: "_",
    br: "",
  })
  service.use([tables, taskListItems])
  service.addRule("struck", { filter: ["s", "del"], replacement: (content) => `~~${content}~~` })
  // Who is quoted is not asked again, and whom a quote names is told of it.
  service.addRule("mention", {
    filter: (node) => has(node, "mention"),
    replacement: (_content, node) => node.textContent ?? "",
  })
  // What a quote quotes is left out, as in quotes of whole posts; so is what a reader would have to open.
  service.addRule("left out", {
    filter: (node) =>
      ["quote", "spoiler", "footnotes", "footnote-ref"].some((name) => has(node, name)) ||
      has(node, "spoiler-inline"),
    replacement: () => "",
  })
  return service
}
