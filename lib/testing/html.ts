/** HTML as a parser sees it, to compare what is meant and to look for what must not be there. */
import { parseDocument } from "htmlparser2"

export type Element = { name: string; attributes: Record<string, string>; children: (Element | string)[] }

type Parsed = ReturnType<typeof parseDocument>["children"][number]

/** Parses HTML into elements and texts. */
export function parse(html: string): Element {
  return { name: "#root", attributes: {}, children: convert(parseDocument(html).children) }
}

/** Every element of a tree, outermost first. */
export function* elementsOf(root: Element): Generator<Element> {
  for (const child of root.children) {
    if (typeof child === "string") continue
    yield child
    yield* elementsOf(child)
  }
}

/** All text of a tree. */
export function textOf(root: Element): string {
  return root.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("")
}

function convert(nodes: Parsed[]): (Element | string)[] {
  return nodes.flatMap((node): (Element | string)[] => {
    if (node.type === "text") return [node.data]
    if (node.type === "tag" || node.type === "script" || node.type === "style") {
      return [{ name: node.name, attributes: node.attribs, children: convert(node.children) }]
    }
    return [{ name: `#${node.type}`, attributes: {}, children: [] }]
  })
}
