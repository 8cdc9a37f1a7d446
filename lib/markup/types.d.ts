declare module "markdown-it-emoji/lib/data/full.mjs" {
  const characters: Record<string, string>
  export default characters
}
declare module "markdown-it-footnote" {
  import type { MarkdownIt } from "markdown-it"
  export default function footnote(md: MarkdownIt): void
}
declare module "@joplin/turndown-plugin-gfm" {
  import type TurndownService from "turndown"
  export const gfm: (service: TurndownService) => void
  export const tables: (service: TurndownService) => void
  export const strikethrough: (service: TurndownService) => void
  export const taskListItems: (service: TurndownService) => void
}
