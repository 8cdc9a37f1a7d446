import type { ReactElement } from "react"
import type { Squares } from "#lib/views/two-step.ts"

/** A QR code: dark on light whatever the page looks like, because many cameras read nothing else. */
export function SquaresPicture({ picture, label }: { picture: Squares; label: string }): ReactElement {
  const { side, path } = picture
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      className="h-auto w-full max-w-60 rounded-md border border-border"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
