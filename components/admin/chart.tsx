import type { ReactElement } from "react"
import type { Point } from "#lib/views/overview.ts"
import { t } from "#lib/words/t.ts"

/** Of the picture, in its own units: it is stretched to the width that there is. */
const HEIGHT = 100
/** How much of its place a bar takes. */
const BAR = 0.72

/**
 * Figures of days or months as bars, and the same as a table for who would rather read them, or hears the page. Drawn by
 * the server: nothing of it needs a script, nor styles of its own. Words stand beside the picture, so that they keep their
 * size while it is stretched.
 */
export function Chart({
  id,
  label,
  points,
  least = 1,
  say,
  sayAt,
  column,
}: {
  id: string
  label: string
  points: Point[]
  /** What the scale counts by, and goes up to at least: of things, one. */
  least?: number
  /** A value in words, and a day or a month. */
  say: (value: number) => string
  sayAt: (at: string) => string
  /** What the first column of the table is called. */
  column: string
}): ReactElement {
  const top = least * roundUp(Math.max(1, ...points.map(({ value }) => (value ?? 0) / least)))
  const words = ({ at, value }: Point): string =>
    `${sayAt(at)}: ${value === null ? t("admin.nothing") : say(value)}`
  return (
    <>
      <figure className="flex flex-col gap-0.5" aria-labelledby={id}>
        <p className="text-xs text-muted" aria-hidden="true">
          {say(top)}
        </p>
        <svg
          viewBox={`0 0 ${points.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={t("admin.chart", { label })}
          className="h-28 w-full border-t border-b border-border rtl:-scale-x-100"
        >
          <line
            {...{ x1: 0, x2: points.length, y1: HEIGHT / 2, y2: HEIGHT / 2 }}
            className="stroke-border [stroke-dasharray:3]"
            vectorEffect="non-scaling-stroke"
          />
          {points.map((point, i) => (
            <Bar key={point.at} at={i} share={(point.value ?? 0) / top} words={words(point)} />
          ))}
        </svg>
        <p className="flex justify-between text-xs text-muted" aria-hidden="true">
          <span>{sayAt(points[0]!.at)}</span>
          <span>{sayAt(points.at(-1)!.at)}</span>
        </p>
      </figure>
      <details>
        <summary className="w-fit py-0.5 text-sm text-muted hover:text-accent">{t("admin.as-table")}</summary>
        <table className="mt-1 w-full text-sm">
          <thead>
            <tr className="border-b border-border text-muted">
              <th scope="col" className="py-1 text-start font-semibold">
                {column}
              </th>
              <th scope="col" className="py-1 text-end font-semibold">
                {label}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-border">
            {points.toReversed().map(({ at, value }) => (
              <tr key={at}>
                <th scope="row" className="py-0.5 text-start font-normal">
                  {sayAt(at)}
                </th>
                <td className="py-0.5 text-end tabular-nums">
                  {value === null ? t("admin.nothing") : say(value)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  )
}

/** All of its place tells what it is, so that a short one is found, too. */
function Bar({ at, share, words }: { at: number; share: number; words: string }): ReactElement {
  const height = share === 0 ? 0 : Math.max(1, Math.round(share * HEIGHT * 10) / 10)
  return (
    <g className="group">
      <title>{words}</title>
      <rect
        {...{ x: at, y: 0, width: 1, height: HEIGHT }}
        className="fill-transparent group-hover:fill-surface-3"
      />
      <rect {...{ x: at + (1 - BAR) / 2, y: HEIGHT - height, width: BAR, height }} className="fill-accent" />
    </g>
  )
}

/** From one to ten, what is easy to read. */
const EASY = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

function roundUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value))
  return (EASY.find((n) => n * unit >= value) ?? 10) * unit
}
