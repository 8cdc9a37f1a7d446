"use client"
import { useEffect, useRef, useState } from "react"
import { type Fields, fieldsIn, fill, isBlank, isTouched, sameText } from "./fields.client.ts"
import type { DraftHold, DraftOptions, Held, OtherText } from "./hold.ts"
import { type Kept, keeper, type ServerDraft } from "./keeper.client.ts"
import { type Copy, copyOfAnother, forgetCopy, setAside, tabCopy, writeCopy } from "./local-copy.client.ts"
import { newKey } from "./new-key.client.ts"

/** After so long without a key the browser's own copy is written. */
const COPY_AFTER = 400

/** The draft of one form: kept on the server while one types and in the browser until it is there, found again, never clobbered. */
export function useDraft(options: DraftOptions): DraftHold {
  const { form, place, owner } = options
  const given = options.showsGiven ? options.given : undefined
  const [kept, setKept] = useState<Kept>({ how: "not-yet" })
  const [restored, setRestored] = useState(false)
  const [other, setOther] = useState<OtherText>()
  const [undo, setUndo] = useState<() => void>()
  const [writer, setWriter] = useState<string>()
  const [mark, setMark] = useState(given?.mark)
  const [base, setBase] = useState<Fields>(versionsOf(given?.fields))
  const [isGiven, setGiven] = useState(Boolean(given))
  const held = useRef<Held>(undefined)
  const latest = useRef(options)
  latest.current = options

  function put(fields: Fields, how: "join" | "replace"): void {
    if (!form.current) return
    fill(form.current, fields, how)
    setBase(versionsOf(fields))
    setGiven(false)
    latest.current.onFilled()
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is another draft; all else is read as it is then
  useEffect(() => {
    const element = form.current
    if (!element) return
    const own = newKey()
    setWriter(own)
    const keeping = keeper({
      ...{ place, writer: own, form: latest.current.formKey },
      read: () => fieldsIn(element),
      tell: (next) => {
        setKept(next)
        setMark(keeping.mark())
        if (next.how !== "saved") return
        now.before = undefined
        copy(now, element)
      },
      found: (draft) => meet(now, element, draft, true),
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

  /** This tab's own text stands at once; else what is on the server; else what another form here had not saved. */
  async function begin(now: Held, element: HTMLFormElement): Promise<void> {
    const isKnown = !owner || options.given !== undefined
    const tab = tabCopy({ owner, place })
    const isTypedBefore = isTouched(element) && !isGoneBackTo()
    // What the server has just said, and what was typed before the script ran, is newer than any draft.
    const mayPut = (): boolean =>
      element.dataset.fresh === "true" && latest.current.showsGiven && !isTouched(element)
    now.before = tab
    const couldPut = mayPut()
    const isNews = tab && couldPut && !sameText(tab.fields, fieldsIn(element))
    if (isNews && (!isKnown || goesOn(tab, options.given))) put(tab.fields, "replace")
    const there = isKnown ? options.given : await now.keeping.look()
    if (now.isOver) return
    if (there) meet(now, element, there, false)
    else if (tab && couldPut && !tab.isSaved) typed(now, element)
    // What was typed before the script came is kept like what is typed after it.
    if (isTypedBefore && !now.isTyped && !now.isChoosing) typed(now, element)
    // Somebody may have begun to type while the server was asked.
    if (!tab || !sameText(tab.fields, fieldsIn(element))) takeUp(now, element, !tab && mayPut(), there)
  }

  /** A text that another form here had not saved is taken up, or shown beside a newer one. */
  function takeUp(now: Held, element: HTMLFormElement, mayPut: boolean, there?: ServerDraft | null): void {
    const found = copyOfAnother({ owner, place }, now.own)
    if (!found) return
    if (sameText(found.copy.fields, fieldsIn(element))) found.forget()
    else if (mayPut && goesOn(found.copy, there)) {
      put(found.copy.fields, there ? "replace" : latest.current.begins)
      setRestored(true)
      now.adopted = found.forget
      typed(now, element)
    } else if (!now.isChoosing) offer(now, { fields: found.copy.fields, from: "here", forget: found.forget })
  }

  /**
   * The server has a text. It is this one, or the one that this tab has gone on from; or it replaces one that is nothing
   * else than what was saved before; or there are two. @param isRefused whether this text was refused because of it
   */
  function meet(now: Held, element: HTMLFormElement, there: ServerDraft, isRefused: boolean): void {
    const [text, before] = [fieldsIn(element), now.before]
    const isOurs = sameText(there.fields, text) || (before && sameText(there.fields, before.fields))
    if (isOurs || there.mark === before?.mark || (given && !isRefused)) {
      know(now, there.mark)
      if (!sameText(there.fields, text) && (isRefused || before)) typed(now, element)
    } else if (!isRefused && options.showsGiven && (before ? before.isSaved : mayJoin(element))) {
      know(now, there.mark)
      put(there.fields, before ? "replace" : latest.current.begins)
      setRestored(true)
    } else {
      now.keeping.hold()
      offer(now, { ...there, from: "elsewhere" })
    }
  }

  /** A quote that was put in just now goes behind the draft; what was typed just now is another text. */
  const mayJoin = (element: HTMLFormElement): boolean => {
    const isQuote = latest.current.begins === "join" && /^\[quote/.test(fieldsIn(element).body ?? "")
    return element.dataset.fresh === "true" && (isQuote || !isTouched(element))
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
    if (sameText(there.fields, fieldsIn(element))) return
    put(there.fields, "replace")
    setRestored(true)
  }

  function know(now: Held, next: string | undefined): void {
    now.keeping.know(next)
    setMark(next)
  }

  function copy(now: Held, element: HTMLFormElement): void {
    if (!now.isTyped || now.isOver) return
    clearTimeout(now.timer)
    const fields = fieldsIn(element)
    const isSaved = owner !== undefined && !now.keeping.hasUnsaved()
    if (isBlank(fields)) forgetCopy({ owner, place }, now.own)
    else writeCopy({ owner, place }, now.own, { fields, mark: now.keeping.mark(), isSaved })
    now.adopted?.()
  }

  function typed(now: Held, element: HTMLFormElement): void {
    now.isTyped = true
    setUndo(undefined)
    clearTimeout(now.timer)
    now.timer = window.setTimeout(() => copy(now, element), COPY_AFTER)
    if (owner) now.keeping.typed()
  }

  function forget(now: Held): void {
    clearTimeout(now.timer)
    forgetCopy({ owner, place }, now.own)
    now.adopted?.()
    now.before = undefined
  }

  const withForm = (work: (now: Held, element: HTMLFormElement) => void) => (): void => {
    if (held.current && form.current) work(held.current, form.current)
  }

  return {
    ...{ kept, restored, other, undo },
    givenAt: isGiven ? given?.updatedAt : undefined,
    hidden: { writer, draftPlace: place, draftMark: mark, ...base },
    typed: withForm(typed),
    sent: withForm((now) => {
      now.isOver = true
      now.keeping.end()
      forget(now)
    }),
    discard: withForm(async (now, element) => {
      const thrown = fieldsIn(element)
      now.isTyped = false
      forget(now)
      put(latest.current.initial, "replace")
      setBase({})
      setRestored(false)
      const back = await now.keeping.discard()
      setUndo(() => async () => {
        put(thrown, "replace")
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
      setOther({ fields: mine, from: "form", forget: setAside({ owner, place }, now.own, mine) })
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

/** Then the browser has filled the form in, perhaps with what was sent from it. */
const isGoneBackTo = (): boolean =>
  performance
    .getEntriesByType("navigation")
    .some((entry) => (entry as PerformanceNavigationTiming).type === "back_forward")

/** Whether a copy is what became of the server's text, and not another one. */
const goesOn = (copy: Copy, there: ServerDraft | null | undefined): boolean =>
  !there || copy.mark === there.mark

/** The versions of a post and its topic on which a text stands. */
const versionsOf = ({ version, topicVersion }: Fields = {}): Fields => ({
  ...(version && { version }),
  ...(topicVersion && { topicVersion }),
})
