/** Items in DynamoDB's own JSON and back, in one go: what the SDK does in several, for who speaks to an engine of one's own. */

/** A value as it goes over the wire: `{ "S": "…" }`. */
export type Wire = Record<string, unknown>

/** What only the SDK knows how to send or to read. */
export class Unusual extends Error {}

/** A map as it goes over the wire; what is undefined is left out. @throws Unusual */
export function attributesOf(map: object): Wire {
  const wire: Wire = {}
  for (const [name, value] of Object.entries(map)) if (value !== undefined) wire[name] = attributeOf(value)
  return wire
}

function attributeOf(value: unknown): Wire {
  if (typeof value === "string") return { S: value }
  if (typeof value === "number") {
    if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) throw new Unusual()
    return { N: String(value) }
  }
  if (typeof value === "boolean") return { BOOL: value }
  if (value === null) return { NULL: true }
  if (Array.isArray(value)) return { L: value.filter((one) => one !== undefined).map(attributeOf) }
  if (value instanceof Uint8Array) return { B: base64(value) }
  if (value instanceof Set) return setOf([...value])
  if (isPlain(value)) return { M: attributesOf(value) }
  throw new Unusual()
}

function setOf(values: unknown[]): Wire {
  if (values.length === 0 || !values.every((one) => typeof one === "string")) throw new Unusual()
  return { SS: values }
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

const base64 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("base64")

/** The map that came over the wire. @throws Unusual */
export function mapIn(wire: Wire): Record<string, unknown> {
  const map: Record<string, unknown> = {}
  for (const name of Object.keys(wire)) map[name] = valueIn(wire[name] as Wire)
  return map
}

function valueIn(wire: Wire): unknown {
  for (const type in wire) {
    const content = wire[type]
    switch (type) {
      case "S":
      case "BOOL":
        return content
      case "N":
        return numberIn(content as string)
      case "M":
        return mapIn(content as Wire)
      case "L":
        return (content as Wire[]).map(valueIn)
      case "NULL":
        return null
      case "B":
        return new Uint8Array(Buffer.from(content as string, "base64"))
      case "SS":
        return new Set(content as string[])
    }
  }
  throw new Unusual()
}

/** The SDK gives large ones as what they are. */
function numberIn(text: string): number {
  const number = Number(text)
  if (!Number.isFinite(number) || Math.abs(number) > Number.MAX_SAFE_INTEGER) throw new Unusual()
  return number
}
