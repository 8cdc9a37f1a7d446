"use client"
import { useEffect, useRef, useState } from "react"
import { type Fields, fieldsIn, fill, isBlank, isTouched, sameText } from "./fields.client.ts"
import type { DraftHold, DraftOptions, Held, OtherText } from "./hold.ts"
import { type Kept, keeper, type ServerDraft } from "./keeper.client.ts"
import { copyOfAnother, forgetCopy, writeCopy } from "./local-copy.client.ts"

/** After so long without a key the browser's own copy is written. */
const COPY_AFTER = 400

/** The draft of one form: kept on the server while one types and in the browser until it is there, found again, never clobbered. */
export function useDraft(options: DraftOptions): DraftHold {
  const { form, place, owner } = options
  const given = options.showsGiven ? options.given : undefined
  const [kept, setKept] = useState<Kept>({ how: "not-yet" })
  const [restored, setRestored] = useState(Boolean(given))
  const [other, setOther] = useState<OtherText>()
  const [undo, setUndo] = useState<() => void>()
  const [writer, setWriter] = useState<string>()
  const [mark, setMark] = useState(given?.mark)
  /** The version of a post on which the text stands. */
  const [base, setBase] = useState<Fields>(given ? versionsOf(given.fields) : {})
  const held = useRef<Held>(undefined)
  const latest = useRef(options)
  latest.current = options

  function put(fields: Fields, how: "join" | "replace"): void {
    if (!form.current) return
    fill(form.current, fields, how)
    setBase(versionsOf(fields))
    setRestored(true)
    latest.current.onFilled()
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is another draft; all else is read as it is then
  useEffect(() => {
    const element = form.current
    if (!element) return
    const own = latest.current.formKey ?? newKey()
    setWriter(own)
    const keeping = keeper({
      ...{ place, writer: own },
      read: () => fieldsIn(element),
      tell: (next) => {
        setKept(next)
        setMark(keeping.mark())
        if (next.how === "saved" && !keeping.hasUnsaved()) forgetCopy(owner, place, own)
      },
      found: (draft) => offer(now, { ...draft, from: "elsewhere" }),
    })
    const now: Held = { keeping, own, isTyped: false, isChoosing: false, isOver: false }
    held.current = now
    void begin(now, element)

    const onVisible = (): void => {
      if (document.visibilityState === "hidden") leave()
      else void look(now, element)
    }
    const leave = (): void => {
      copy(now, element)
      if (owner) void keeping.leave()
    }
    document.addEventListener("visibilitychange", onVisible)
    addEventListener("pagehide", leave)
    return () => {
      document.removeEventListener("visibilitychange", onVisible)
      removeEventListener("pagehide", leave)
      leave()
      clearTimeout(now.timer)
      now.isOver = true
      keeping.end()
    }
  }, [place, owner])

  /** What is there already goes into the form; of two texts the one that goes on from the other, else both are shown. */
  async function begin(now: Held, element: HTMLFormElement): Promise<void> {
    const found = copyOfAnother(owner, place, now.own)
    const there = owner && options.given === undefined ? await now.keeping.look() : options.given
    if (now.isOver) return
    // What the server has just said, and what was typed before the script ran, is newer than any draft.
    const isTaken = element.dataset.fresh !== "true" || isTouched(element) || !options.showsGiven
    const isLater = found && (!there || found.copy.mark === there.mark)
    if (isLater && !isTaken) {
      know(now, there?.mark)
      put(found.copy.fields, latest.current.begins)
      now.adopted = found.forget
      return typed(now, element)
    }
    if (there) meet(now, element, there, isTaken)
    if (!found) return
    if (sameText(found.copy.fields, fieldsIn(element))) found.forget()
    else if (!now.isChoosing) offer(now, { fields: found.copy.fields, from: "here", forget: found.forget })
  }

  function meet(now: Held, element: HTMLFormElement, there: ServerDraft, isTaken: boolean): void {
    const isShown = given !== undefined || sameText(there.fields, fieldsIn(element))
    if (!isShown && isTaken) {
      now.keeping.hold()
      offer(now, { ...there, from: "elsewhere" })
    } else {
      know(now, there.mark)
      if (!isShown) put(there.fields, latest.current.begins)
    }
  }

  function offer(now: Held, text: OtherText): void {
    now.isChoosing = true
    setOther(text)
  }

  /** Somebody comes back to this window: what they wrote elsewhere meanwhile is here, too. */
  async function look(now: Held, element: HTMLFormElement): Promise<void> {
    const isBusy = (): boolean => now.isOver || now.isChoosing || now.keeping.hasUnsaved()
    if (!owner || isBusy()) return
    const there = await now.keeping.look()
    if (!there || isBusy() || there.mark === now.keeping.mark()) return
    know(now, there.mark)
    if (!sameText(there.fields, fieldsIn(element))) put(there.fields, "replace")
  }

  function know(now: Held, next: string | undefined): void {
    now.keeping.know(next)
    setMark(next)
  }

  function copy(now: Held, element: HTMLFormElement): void {
    if (!now.isTyped || now.isOver) return
    clearTimeout(now.timer)
    const fields = fieldsIn(element)
    if (isBlank(fields) || (owner && !now.keeping.hasUnsaved())) forgetCopy(owner, place, now.own)
    else writeCopy(owner, place, now.own, { fields, mark: now.keeping.mark() })
    now.adopted?.()
  }

  function typed(now: Held, element: HTMLFormElement): void {
    now.isTyped = true
    setUndo(undefined)
    clearTimeout(now.timer)
    now.timer = window.setTimeout(() => copy(now, element), COPY_AFTER)
    if (owner) now.keeping.typed()
  }

  const withForm = (work: (now: Held, element: HTMLFormElement) => void) => (): void => {
    if (held.current && form.current) work(held.current, form.current)
  }

  return {
    kept,
    restored,
    hidden: { writer, draftMark: mark, ...base },
    other,
    undo,
    typed: withForm(typed),
    sent: withForm((now) => {
      clearTimeout(now.timer)
      now.isOver = true
      now.keeping.end()
      forgetCopy(owner, place, now.own)
      now.adopted?.()
    }),
    discard: withForm(async (now, element) => {
      const thrown = fieldsIn(element)
      clearTimeout(now.timer)
      now.isTyped = false
      forgetCopy(owner, place, now.own)
      now.adopted?.()
      put(latest.current.initial, "replace")
      setBase({})
      setRestored(false)
      const back = await now.keeping.discard()
      setUndo(() => async () => {
        put(thrown, "replace")
        setUndo(undefined)
        await back?.()
        typed(now, element)
      })
    }),
    takeOther: withForm((now, element) => {
      if (!other) return
      const mine = fieldsIn(element)
      put(other.fields, "replace")
      if (other.mark) know(now, other.mark)
      other.forget?.()
      // Written down as well, so that it outlives the window.
      const aside = `${now.own}-aside`
      writeCopy(owner, place, aside, { fields: mine })
      setOther({ fields: mine, from: "form", forget: () => forgetCopy(owner, place, aside) })
      typed(now, element)
    }),
    keepThis: withForm((now, element) => {
      now.isChoosing = false
      if (other?.mark) know(now, other.mark)
      other?.forget?.()
      setOther(undefined)
      typed(now, element)
    }),
  }
}

const versionsOf = ({ version, topicVersion }: Fields): Fields => ({
  ...(version && { version }),
  ...(topicVersion && { topicVersion }),
})

/** A key as the server's FormKey wants it; works without https, where randomUUID does not exist. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("")
}
