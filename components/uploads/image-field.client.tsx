"use client"
import { type ReactElement, type RefObject, useEffect, useState } from "react"
import { Field } from "#components/ui/field.tsx"
import { t } from "#lib/words/t.ts"
import { PictureList } from "./picture-list.client.tsx"
import { usePictures } from "./use-pictures.client.ts"

const ACCEPT = "image/jpeg,image/png,image/webp,image/avif,image/gif"

/**
 * Pictures for a text. Without a script they go along with the form; with one they are chosen, pasted or dropped, and
 * uploaded while one writes on.
 * @param form the form around it, with a textarea `body`
 */
export function ImageField({
  form,
  id,
  error,
}: {
  form: RefObject<HTMLFormElement | null>
  id: (name: string) => string
  /** What was wrong with what went along. */
  error?: string
}): ReactElement {
  const [scripted, setScripted] = useState(false)
  const { pictures, add, cancel, describe } = usePictures(form)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the script has come
  useEffect(() => {
    setScripted(true)
    // Chosen before the script came.
    const chosen = form.current?.elements.namedItem("image")
    if (chosen instanceof HTMLInputElement) take(chosen)
  }, [])

  /** What is chosen is uploaded by itself and does not go along again. */
  function take(input: HTMLInputElement): void {
    add([...(input.files ?? [])])
    input.value = ""
  }

  useEffect(() => {
    const area = form.current
    if (!area) return
    const receive = (data: DataTransfer | null, event: Event): void => {
      const files = [...(data?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      add(files)
    }
    const onPaste = (event: ClipboardEvent) => receive(event.clipboardData, event)
    const onDrop = (event: DragEvent) => receive(event.dataTransfer, event)
    // Otherwise the browser leaves the page for the file.
    const onDragOver = (event: DragEvent): void => {
      if ([...(event.dataTransfer?.items ?? [])].some(({ kind }) => kind === "file")) event.preventDefault()
    }
    area.addEventListener("paste", onPaste)
    area.addEventListener("drop", onDrop)
    area.addEventListener("dragover", onDragOver)
    return () => {
      area.removeEventListener("paste", onPaste)
      area.removeEventListener("drop", onDrop)
      area.removeEventListener("dragover", onDragOver)
    }
  }, [form, add])

  return (
    <div className="contents">
      {/* With a script it is behind the button of the toolbar. */}
      <div className={error ? undefined : "without-js"}>
        <Field
          id={id("image")}
          name="image"
          type="file"
          accept={ACCEPT}
          multiple={scripted}
          label={t("uploads.add")}
          hint={scripted ? t("uploads.hint") : t("uploads.hint-plain")}
          error={error}
          onChange={(event) => take(event.currentTarget)}
        />
      </div>
      {!scripted && (
        <div className="without-js">
          <Field id={id("imageAlt")} name="imageAlt" label={t("uploads.describe")} maxLength={300} />
        </div>
      )}
      <PictureList pictures={pictures} onCancel={cancel} onDescribe={describe} />
    </div>
  )
}
