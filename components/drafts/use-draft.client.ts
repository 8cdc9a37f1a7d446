"use client"
import { type RefObject, useEffect, useRef, useState } from "react"
import { type Fields, fieldsIn, fill, isBlank, isTouched, sameText } from "./fields.client.ts"
import { type Keeper, type Kept, keeper, type ServerDraft } from "./keeper.client.ts"
import { copyOfAnother, forgetCopy, writeCopy } from "./local-copy.client.ts"

/** After so long without a key the browser's own copy is written. */
const COPY_AFTER = 400

/** Another text for this place: from another device or window, from this browser's own copies, or what the form held before. */
export type OtherText = {
  fields: Fields
  from: "elsewhere" | "here" | "form"
  mark?: string
  forget?: () => void
}

export type DraftOptions = {
  form: RefObject<HTMLFormElement | null>
  /** `topic`, `reply:<topic>`, `edit:<post>`. */
  place: string
  /** The member who writes; nobody who is signed out keeps drafts on the server. */
  owner?: string
  /** The key of the form, where it has one. */
  formKey?: string
  /** Whether a draft is joined to what the form begins with, say a quote, or replaces it. */
  begins: "join" | "replace"
  /** What the form begins with where there is no draft. */
  initial: Fields
  /** The draft with which the page came, null where there is none; undefined where nobody has looked. */
  given?: ServerDraft | null
  /** Called when the form holds another text. */
  onFilled: () => void
}

export type DraftHold = {
  kept: Kept
  /** Whether the form holds a text of before. */
  restored: boolean
  /** What goes with the form when it is sent. */
  hidden: Record<string, string | undefined>
  other?: OtherText
  typed: () => void
  /** It was sent, and is on its way to where one sees it. */
  sent: () => void
  discard: () => void
  /** Brings back what was just thrown away. */
  undo?: () => void
  /** Takes the other text into the form; what was there becomes the other. */
  takeOther: () => void
  /** Goes on with what is in the form; the other text goes. */
  keepThis: () => void
}

/** The draft of one form: kept on the server while one types and in the browser until it is there, found again, never clobbered. */
export function useDraft(options: DraftOptions): DraftHold {
  const { form, place, owner, given } = options
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
      found: (draft) => setOther({ ...draft, from: "elsewhere" }),
    })
    const now: Held = { keeping, own, isTyped: false, isOver: false }
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
      clearTimeout(now.timer)
      leave()
      keeping.end()
    }
  }, [place, owner])

  /** What is there already goes into the form; of two texts the one that goes on from the other, else both are shown. */
  async function begin(now: Held, element: HTMLFormElement): Promise<void> {
    const found = copyOfAnother(owner, place, now.own)
    const there = owner && given === undefined ? await now.keeping.look() : (given ?? undefined)
    if (now.isOver) return
    // What the server has just said, and what was typed before the script ran, is newer than any draft.
    const isTaken = element.dataset.fresh !== "true" || isTouched(element)
    if (there) now.keeping.know(there.mark)
    if (there) setMark(there.mark)
    const isLater = found && (!there || found.copy.mark === there.mark)
    if (isLater && !isTaken) {
      put(found.copy.fields, latest.current.begins)
      now.adopted = found.forget
      return typed(now, element)
    }
    if (there && given === undefined) {
      if (!isTaken) put(there.fields, latest.current.begins)
      else if (!sameText(there.fields, fieldsIn(element))) offer(now, { ...there, from: "elsewhere" })
    }
    if (!found) return
    if (there && sameText(found.copy.fields, there.fields)) found.forget()
    else if (!sameText(found.copy.fields, fieldsIn(element)))
      setOther({ fields: found.copy.fields, from: "here", forget: found.forget })
  }

  function offer(now: Held, text: OtherText): void {
    now.keeping.hold()
    setOther(text)
  }

  /** Somebody comes back to this window: what they wrote elsewhere meanwhile is here, too. */
  async function look(now: Held, element: HTMLFormElement): Promise<void> {
    if (!owner || now.isOver || now.keeping.hasUnsaved()) return
    const there = await now.keeping.look()
    if (!there || now.isOver || there.mark === now.keeping.mark() || now.keeping.hasUnsaved()) return
    now.keeping.know(there.mark)
    setMark(there.mark)
    if (!sameText(there.fields, fieldsIn(element))) put(there.fields, "replace")
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
      if (other.mark) now.keeping.know(other.mark)
      other.forget?.()
      setOther({ fields: mine, from: "form" })
      if (other.from === "here") typed(now, element)
    }),
    keepThis: withForm((now, element) => {
      if (other?.mark) now.keeping.know(other.mark)
      other?.forget?.()
      setOther(undefined)
      typed(now, element)
    }),
  }
}

type Held = {
  keeping: Keeper
  own: string
  isTyped: boolean
  isOver: boolean
  timer?: number
  /** Forgets the copy of another form whose text is in this one now. */
  adopted?: () => void
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
