/**
 * A compiled message with its texts and values changed: beside each other, in branches, inside tags.
 * @typedef {import("icu-minify/format").CompiledMessage} Message
 * @param {Message} message
 * @param {{ text?: (text: string) => string, value?: (node: unknown[]) => unknown[] }} changes `value` gives the nodes
 * that stand for a value
 * @returns {Message}
 */
export function walked(message, { text = (one) => one, value = (one) => [one] }) {
  const inNodes = (nodes) => nodes.flatMap(inNode)
  const inBranch = (branch) => (Array.isArray(branch) ? inNodes(branch) : inNode(branch)[0])
  return typeof message === "string" ? text(message) : inNodes(message)

  function inNode(node) {
    if (typeof node === "string") return [text(node)]
    if (!Array.isArray(node)) return [node]
    if (node.length === 1) return value(node)
    // [tag, ...children], or [name, kind of value, style or branches]
    const [name, kind, third] = node
    if (typeof kind !== "number" || kind === 0) return [[name, ...inNodes(node.slice(1))]]
    if (typeof third !== "object" || !isBranching(kind)) return [node]
    const branches = Object.entries(third).map(([which, branch]) => [which, inBranch(branch)])
    return [[name, kind, Object.fromEntries(branches)]]
  }
}

/** select, plural, selectordinal: the kinds of `icu-minify` that have branches. */
const isBranching = (kind) => kind >= 1 && kind <= 3
