/** Reads what compose.yaml is written in: maps, lists and words, by indentation. Anything else is a mistake there, and thrown. */

export type Yaml = string | Yaml[] | { [name: string]: Yaml }
type Line = { indent: number; text: string; at: number }

export function plainYaml(source: string): Yaml {
  const lines = source.split("\n").flatMap((text, n): Line[] => {
    const bare = text.replace(/(^|\s)#.*$/, "").trimEnd()
    if (/\t/.test(text)) throw new Error(`Line ${n + 1} has a tab.`)
    return bare ? [{ indent: bare.length - bare.trimStart().length, text: bare.trimStart(), at: n + 1 }] : []
  })
  const value = block(lines, 0)
  if (lines.length > 0) throw new Error(`Line ${lines[0]?.at} is indented otherwise than those around it.`)
  return value
}

/** Takes the lines of one block away. */
function block(lines: Line[], least: number): Yaml {
  const { indent, text } = lines[0] ?? { indent: -1, text: "" }
  if (indent < least) return ""
  const [list, map]: [Yaml[], { [name: string]: Yaml }] = [[], {}]
  const isList = text.startsWith("- ")
  while (lines[0]?.indent === indent) {
    const line = lines.shift()!
    const entry = isList
      ? /^- (?<value>.+)$/.exec(line.text)
      : /^(?<name>[\w-]+):(?: (?<value>.+))?$/.exec(line.text)
    if (!entry) throw new Error(`Line ${line.at} is neither a name with a value nor a part of a list.`)
    const { name = "", value } = entry.groups!
    if (name in map) throw new Error(`Line ${line.at} names ${name} again.`)
    if (isList) list.push(word(value!))
    else map[name] = value === undefined ? block(lines, indent + 1) : word(value)
  }
  return isList ? list : map
}

/** A word, one in quotes, or a list on one line, which is written as in JSON. */
function word(value: string): Yaml {
  if (/^["[]/.test(value)) return JSON.parse(value) as Yaml
  if (/^[&*!|>{'%@`]/.test(value) || (value.includes(": ") && !value.startsWith("${")))
    throw new Error(`"${value}" must stand in quotes.`)
  return value
}
