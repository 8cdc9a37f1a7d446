"use client"
import type { KeyboardEvent, PointerEvent, ReactElement } from "react"
import { t } from "#lib/words/t.ts"
import { HEIGHT } from "./use-room.client.ts"

const STEP = 5

/** The upper edge of the composer, to be drawn, or moved with the arrow keys. */
export function Resizer({
  height,
  onResize,
}: {
  /** In hundredths of the window's. */
  height: number
  onResize: (height: number) => void
}): ReactElement {
  const to = (wanted: number) => onResize(Math.round(Math.min(HEIGHT.most, Math.max(HEIGHT.least, wanted))))

  function onKeyDown(event: KeyboardEvent): void {
    const wanted = {
      ...{ ArrowUp: height + STEP, ArrowDown: height - STEP, Home: HEIGHT.most, End: HEIGHT.least },
    }[event.key]
    if (wanted === undefined) return
    event.preventDefault()
    to(wanted)
  }

  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) to(100 - (event.clientY / innerHeight) * 100)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that is moved, which no element is
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={t("composer.height")}
      aria-valuenow={height}
      aria-valuemin={HEIGHT.least}
      aria-valuemax={HEIGHT.most}
      className="composer-edge"
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
    />
  )
}
