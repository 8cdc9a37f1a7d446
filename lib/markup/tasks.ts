/** Task lists: `- [ ] to do`, `- [x] done`. */
import type { MarkdownIt } from "markdown-it"
import { word } from "./words.ts"

export function tasks(md: MarkdownIt): void {
  md.core.ruler.after("inline", "tasks", ({ tokens, Token }) => {
    const lists: number[] = []
    tokens.forEach((token, index) => {
      if (/^(?:bullet|ordered)_list_open$/.test(token.type)) lists.push(index)
      else if (/^(?:bullet|ordered)_list_close$/.test(token.type)) lists.pop()
      if (token.type !== "inline") return
      if (tokens[index - 1]?.type !== "paragraph_open" || tokens[index - 2]?.type !== "list_item_open") return
      const mark = /^\[([ xX])\](?=[ \t\n])/.exec(token.content)
      const first = token.children?.[0]
      if (!mark || first?.type !== "text" || !first.content.startsWith(mark[0])) return
      first.content = first.content.slice(3)
      const box = new Token("task", "input", 0)
      box.meta = { done: mark[1] !== " " }
      token.children!.unshift(box)
      tokens[index - 2]!.attrSet("class", "task")
      const list = tokens[lists.at(-1) ?? -1]
      list?.attrSet("class", "tasks")
    })
  })
  md.renderer.rules.task = (tokens, index) => {
    const done = Boolean(tokens[index]!.meta?.done)
    const checked = done ? " checked" : ""
    return `<input type="checkbox" disabled${checked} aria-label="${done ? word("done") : word("not-done")}">`
  }
}
