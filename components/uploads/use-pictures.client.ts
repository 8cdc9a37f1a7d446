"use client"
import { type RefObject, useCallback, useEffect, useRef, useState } from "react"
import { altFrom, pictureMarkdown } from "#lib/uploads/markdown.ts"
import { t } from "#lib/words/t.ts"

/** One file on its way. */
export type Picture = {
  key: number
  name: string
  /** From 0 to 1; sent whole, it is still being made. */
  sent: number
  state: "sending" | "done" | "failed"
  /** Its address in the text, once it is there. */
  path?: string
  alt: string
  message?: string
}

export type Pictures = {
  pictures: Picture[]
  add: (files: File[]) => void
  /** Stops one, or takes the note of one away. */
  cancel: (key: number) => void
  describe: (key: number, alt: string) => void
}

/** Uploads pictures beside a text, and puts each where one writes when it is there. */
export function usePictures(form: RefObject<HTMLFormElement | null>): Pictures {
  const [pictures, setPictures] = useState<Picture[]>([])
  const running = useRef(new Map<number, () => void>())
  const next = useRef(0)

  const change = useCallback((key: number, changes: Partial<Picture>): void => {
    setPictures((all) => all.map((one) => (one.key === key ? { ...one, ...changes } : one)))
  }, [])

  const add = useCallback(
    (files: File[]): void => {
      for (const file of files) {
        const key = next.current++
        setPictures((all) => [...all, { key, name: file.name, sent: 0, state: "sending", alt: "" }])
        // Only who adds a picture needs what sends it.
        import("./sending.client.ts").then(
          ({ send }) => {
            const stop = send(file, {
              progress: (sent) => change(key, { sent }),
              done: ({ path, stilled }) => {
                running.current.delete(key)
                insert(form.current, pictureMarkdown(path, ""))
                change(key, { state: "done", path, ...(stilled && { message: t("uploads.stilled") }) })
              },
              failed: (message) => {
                running.current.delete(key)
                change(key, { state: "failed", message })
              },
            })
            if (stop) running.current.set(key, stop)
          },
          () => change(key, { state: "failed", message: t("uploads.no-answer") }),
        )
      }
    },
    [form, change],
  )

  const cancel = useCallback((key: number): void => {
    running.current.get(key)?.()
    running.current.delete(key)
    setPictures((all) => all.filter((one) => one.key !== key))
  }, [])

  const describe = useCallback(
    (key: number, alt: string): void => {
      const picture = pictures.find((one) => one.key === key)
      if (picture?.path) rename(form.current, picture.path, alt)
      change(key, { alt })
    },
    [form, pictures, change],
  )

  // A form that goes away takes what is under way along.
  useEffect(() => {
    const all = running.current
    return () => {
      for (const stop of all.values()) stop()
    }
  }, [])

  return { pictures, add, cancel, describe }
}

function textOf(form: HTMLFormElement | null): HTMLTextAreaElement | undefined {
  const field = form?.elements.namedItem("body")
  return field instanceof HTMLTextAreaElement ? field : undefined
}

/** Where the cursor is, in a paragraph of its own; whoever listens is told, as if it had been typed. */
function insert(form: HTMLFormElement | null, markdown: string): void {
  const field = textOf(form)
  if (!field) return
  const [before, after] = [field.value.slice(0, field.selectionStart), field.value.slice(field.selectionEnd)]
  const start = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n"
  const end = after.startsWith("\n") ? "" : "\n\n"
  field.setRangeText(`${start}${markdown}${end}`, field.selectionStart, field.selectionEnd, "end")
  field.dispatchEvent(new Event("input", { bubbles: true }))
}

/** Describes a picture that is in the text; nothing where it was taken out. */
function rename(form: HTMLFormElement | null, path: string, alt: string): void {
  const field = textOf(form)
  const end = field ? field.value.indexOf(`](${path})`) : -1
  const begin = field && end >= 0 ? field.value.lastIndexOf("![", end) : -1
  if (!field || begin < 0) return
  field.setRangeText(altFrom(alt), begin + 2, end, "preserve")
  field.dispatchEvent(new Event("input", { bubbles: true }))
}
