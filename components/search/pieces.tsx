import type { ReactElement } from "react"
import type { Piece } from "#lib/search/snippets.ts"

/** Text in which what was looked for is marked. */
export function Pieces({ pieces }: { pieces: readonly Piece[] }): ReactElement {
  let at = 0
  return (
    <>
      {pieces.map(({ text, mark }) => {
        at += text.length
        return mark ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>
      })}
    </>
  )
}
