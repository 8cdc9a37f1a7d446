/** The budgets, read from docs/data-model.md: the numbers are written in one place, and people read that one. */
import { readFileSync } from "node:fs"

export type Budget = {
  number: string
  name: string
  rcu: number
  wcu: number
  /** A small forum costs less, and none costs more: the code says where it ends. */
  capped: boolean
}

const FILE = new URL("../../docs/data-model.md", import.meta.url)

/** Every row of the document's tables whose first cell is a number of an access pattern or a write. */
export function budgets(): Map<string, Budget> {
  const found = new Map<string, Budget>()
  for (const line of dataModel().split("\n")) {
    const cells = line.split("|").map((cell) => cell.trim())
    const number = /^(AP|W)-\d+[a-z]?$/.exec(cells[1] ?? "")?.[0]
    if (!number) continue
    if (found.has(number)) throw new Error(`docs/data-model.md has two rows ${number}.`)
    const isRead = number.startsWith("AP")
    const [rcu, wcu] = [Number(cells[4]), isRead ? 0 : Number(cells[5])]
    if (Number.isNaN(rcu + wcu))
      throw new Error(`The budget of ${number} in docs/data-model.md is no number.`)
    found.set(number, { number, name: cells[2]!, rcu, wcu, capped: cells[2]!.includes("capped") })
  }
  return found
}

/** The document as it is. */
export function dataModel(): string {
  return readFileSync(FILE, "utf8")
}
