"use client"
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  startTransition,
  useActionState,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react"
import { unseen } from "#components/ui/hidden.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"

type Item = { id: string; name: string; node: ReactNode }

/** A list whose rows are brought into order by dragging, and by the arrow keys. Without a script it is a list. */
export function OrderList({
  action,
  label,
  className,
  items,
}: {
  action: WritingAction
  label: string
  className: string
  items: Item[]
}): ReactElement {
  const [state, send] = useActionState(action, { values: {} })
  const given = items.map(({ id }) => id)
  const [order, setOrder] = useState(given)
  /** Which one is in somebody's hand, and where it was. */
  const [held, setHeld] = useState<{ id: string; before: string[]; by: "keys" | "pointer" }>()
  const [said, setSaid] = useState("")
  const list = useRef<HTMLUListElement>(null)
  const help = useId()
  const key = given.join()
  // What the server says of the order counts, when it says something else, or refuses what was wanted.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the order that was given, by its words
  useEffect(() => setOrder(given), [key, state])
  // A row that changes its place loses the focus in some browsers.
  useLayoutEffect(() => {
    if (held?.by === "keys") handleOf(list.current, held.id)?.focus()
  })

  const place = (id: string, at: number): void => {
    const others = order.filter((one) => one !== id)
    const wanted = others.toSpliced(Math.max(0, Math.min(at, others.length)), 0, id)
    if (wanted.join() === order.join()) return
    setOrder(wanted)
    const name = items.find((one) => one.id === id)?.name ?? ""
    setSaid(t("panel.categories.dragged", { name, at: wanted.indexOf(id) + 1, of: wanted.length }))
  }
  const drop = (): void => {
    setHeld(undefined)
    if (!held || held.before.join() === order.join()) return
    const form = new FormData()
    form.set("category", held.id)
    form.set("to", "before")
    form.set("before", order[order.indexOf(held.id) + 1] ?? "")
    startTransition(() => send(form))
  }
  const leave = (): void => {
    if (held) setOrder(held.before)
    setHeld(undefined)
  }
  const onKeyDown = (event: KeyboardEvent, id: string): void => {
    if (event.key === "Enter" || event.key === " ") {
      if (held) drop()
      else setHeld({ id, before: order, by: "keys" })
    } else if (!held) return
    else if (event.key === "Escape" || event.key === "Tab") leave()
    else if (event.key === "ArrowUp") place(id, order.indexOf(id) - 1)
    else if (event.key === "ArrowDown") place(id, order.indexOf(id) + 1)
    else return
    // Tab goes on to where it leads.
    if (event.key !== "Tab") event.preventDefault()
  }
  const onPointerMove = ({ clientY }: PointerEvent, id: string): void => {
    if (held?.by !== "pointer") return
    const rows = [...(list.current?.children ?? [])] as HTMLElement[]
    const above = rows.filter((row) => row.dataset.id !== id && middleOf(row) < clientY)
    place(id, above.length)
  }
  const shown = order.flatMap((id) => items.find((one) => one.id === id) ?? [])
  return (
    <>
      {state.error && (
        <Notice kind="error" live>
          {state.error.message}
        </Notice>
      )}
      <ul ref={list} aria-label={label} className={className}>
        {shown.map(({ id, name, node }) => (
          <li
            key={id}
            data-id={id}
            className={`flex items-start gap-2 ${held?.id === id ? "bg-accent-soft" : ""}`}
          >
            {items.length > 1 && (
              <button
                type="button"
                aria-describedby={help}
                aria-pressed={held?.id === id}
                className="needs-js flex-none cursor-grab touch-none px-2 py-2.5 text-muted select-none"
                onKeyDown={(event) => onKeyDown(event, id)}
                onPointerDown={(event) => {
                  event.currentTarget.setPointerCapture(event.pointerId)
                  setHeld({ id, before: order, by: "pointer" })
                }}
                onPointerMove={(event) => onPointerMove(event, id)}
                onPointerUp={drop}
                onPointerCancel={leave}
              >
                <span aria-hidden="true">⠿</span>
                {unseen(t("panel.categories.drag", { name }))}
              </button>
            )}
            <div className="min-w-0 flex-1">{node}</div>
          </li>
        ))}
      </ul>
      <p id={help} hidden>
        {t("panel.categories.drag-help")}
      </p>
      <p role="status" className="sr-only">
        {said}
      </p>
    </>
  )
}

const handleOf = (list: HTMLElement | null, id: string): HTMLElement | null =>
  list?.querySelector(`:scope > [data-id="${CSS.escape(id)}"] > button`) ?? null

/** Of a row with all that lies in it. */
function middleOf(row: HTMLElement): number {
  const { top, height } = row.getBoundingClientRect()
  return top + height / 2
}
