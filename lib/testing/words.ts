/** Finds the words in source files: messages that are asked for, and words that stand in the code itself. */
import { readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { parseSync } from "rolldown/utils"

type Node = { type: string; start: number; end: number; [field: string]: unknown }

/** What a file says. */
export type Said = {
  /** Keys that are written out: `t("shell.skip")`. */
  keys: string[]
  /** The beginnings of keys that are put together: `t(\`refusals.${code}\`)`. */
  prefixes: string[]
  /** Words that no catalogue has, with their lines. */
  literals: { line: number; text: string }[]
  /** Files of ours that are imported for more than their types. */
  imports: string[]
  isClient: boolean
}

/** All files of these folders that end like this, but no tests. */
export function filesIn(folders: string[], ending: RegExp): string[] {
  return folders
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))))
    .filter((file) => ending.test(file) && !/\.test\.tsx?$/.test(file))
    .sort()
}

/** Reads a file. @param source its text, where it is not on disk */
export function said(file: string, source = readFileSync(file, "utf8")): Said {
  const { program, errors } = parseSync(file, source)
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`)
  const found: Said = {
    ...{ keys: [], prefixes: [], literals: [] },
    imports: importsOf(program as unknown as Node, file),
    isClient: /^"use client"/.test(source),
  }
  visit(program as unknown as Node, [], (node, above) => {
    const call = node.type === "CallExpression" && (node.callee as Node).name
    if (call === "t" || call === "rich") addKey(node, found)
    const text = wordsOf(node)
    if (text && isShown(node, text, above))
      found.literals.push({ line: source.slice(0, node.start).split("\n").length, text: text.trim() })
  })
  return found
}

/** What a file imports of ours, as the browser gets it. */
function importsOf(program: Node, file: string): string[] {
  const from = (program.body as Node[]).flatMap((statement) => {
    const isValue = statement.importKind !== "type" && statement.exportKind !== "type"
    return isValue && statement.source ? [String((statement.source as Node).value)] : []
  })
  return (
    from
      .filter((name) => /^[#.].*\.tsx?$/.test(name))
      .map((name) => (name.startsWith("#") ? name.slice(1) : join(dirname(file), name)))
      .map((name) => name.replace("lib/words/t.ts", "lib/words/t.browser.ts"))
      // A file of actions stays on the server: the browser gets addresses to call.
      .filter((name) => !/(^|\/)(actions|on-topics)\.ts$/.test(name))
  )
}

function addKey(call: Node, found: Said): void {
  const key = (call.arguments as Node[])[0]
  if (key?.type === "Literal") found.keys.push(String(key.value))
  else if (key?.type === "TemplateLiteral") {
    const [first] = key.quasis as { value: { cooked: string } }[]
    found.prefixes.push(first?.value.cooked ?? "")
  } else found.prefixes.push("?")
}

/** The text of a literal or a piece of JSX, when there is a letter in it. */
function wordsOf(node: Node): string | undefined {
  const text =
    node.type === "TemplateElement" ? (node.value as { cooked: string }).cooked : (node.value as unknown)
  const holds = ["JSXText", "Literal", "TemplateElement"].includes(node.type)
  return holds && typeof text === "string" && /\p{L}/u.test(text) ? text : undefined
}

/** Attributes and properties whose values are read or heard. */
const SHOWN = /^(aria-(label|description|roledescription)|title|placeholder|alt|label|hint|caption|summary)$/

/** Attributes that nobody reads. */
const UNREAD = /^(data-.*|className|style|d|viewBox|id|key|name|type|kind|value|href)$/

/** Calls whose texts are for developers and logs, and those that take names. */
const UNSEEN = /^(Error|TypeError|ConfigError|log|warn|error|describe|t|rich|classes|import|require)$/

function isShown(node: Node, text: string, above: Node[]): boolean {
  if (node.type === "JSXText") return true
  const parent = above.at(-1)
  if (parent && isName(node, parent)) return false
  const call = above.findLast(({ type }) => type === "CallExpression" || type === "NewExpression")
  if (call && UNSEEN.test(nameOf(call.callee as Node))) return false
  const at = above.findLastIndex(({ type }) => HOLDERS.includes(type))
  const isAttribute = above[at]?.type === "JSXExpressionContainer" && above[at - 1]?.type === "JSXAttribute"
  const holder = isAttribute ? above[at - 1] : above[at]
  if (holder?.type === "JSXAttribute") return SHOWN.test(attributeName(holder)) || isSentence(text, holder)
  if (holder?.type === "JSXExpressionContainer") return true
  if (holder?.type === "Property" && SHOWN.test(nameOf(holder.key as Node))) return true
  return isSentence(text, holder)
}

const HOLDERS = ["JSXAttribute", "JSXExpressionContainer", "Property", "CallExpression", "VariableDeclarator"]

/** A key of an object, a type, a directive, an imported name, what something is compared with. */
function isName(node: Node, parent: Node): boolean {
  if (/^TS|Import|Export|ExpressionStatement|SwitchCase/.test(parent.type)) return true
  if (parent.type === "Property" || parent.type === "MemberExpression")
    return parent.key === node || parent.property === node
  return parent.type === "BinaryExpression" && /^[=!]=|^in$|[<>]/.test(String(parent.operator))
}

/** "Save", "No topic yet": a capital and small letters, alone or before a space. No list of classes. */
function isSentence(text: string, holder: Node | undefined): boolean {
  if (holder?.type === "JSXAttribute" && UNREAD.test(attributeName(holder))) return false
  return /^\s*\p{Lu}[\p{Ll}’']+([\s,.:;!?…]|$)/u.test(text)
}

function attributeName(attribute: Node): string {
  return String((attribute.name as { name: unknown }).name)
}

function nameOf(node: Node): string {
  if (node.type === "MemberExpression") return nameOf(node.property as Node)
  return String(node.name ?? node.value ?? "")
}

function visit(node: Node, above: Node[], see: (node: Node, above: Node[]) => void): void {
  see(node, above)
  const below = [...above, node]
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (child && typeof child === "object" && typeof child.type === "string")
        visit(child as Node, below, see)
}
