/** Sentences with elements inside: `rich(key, { link: (words) => <a href="/">{words}</a> })`. */
import { createElement, Fragment, type ReactElement, type ReactNode } from "react"
import { listParts, parts, type RichKey } from "#lib/words/t.ts"
import type { Known, Tag } from "./known.ts"

type Elements<Values> = {
  [Name in keyof Values]: Values[Name] extends Tag ? (words: ReactNode) => ReactNode : Values[Name]
}

/** A message of the catalogue, its tags made by the functions of their names. */
export function rich<Key extends RichKey>(key: Key, values: Elements<Known[Key]>): ReactElement {
  const given = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "function"
      ? (words: ReactNode[]) => (value as (words: ReactNode) => ReactNode)(inRow(words))
      : value,
  ])
  return inRow(parts<ReactNode>(key, Object.fromEntries(given)))
}

/** "Ann, Ben and Cy", of elements. */
export function listOf(items: ReactNode[]): ReactElement {
  const numbers = items.map((_, index) => String(index))
  return inRow(
    listParts(numbers).map(({ type, value }) => (type === "element" ? items[Number(value)] : value)),
  )
}

/** Beside each other without keys: they never change places. */
function inRow(pieces: ReactNode[]): ReactElement {
  return createElement(Fragment, null, ...pieces)
}
