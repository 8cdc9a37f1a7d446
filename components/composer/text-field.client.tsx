"use client"
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactElement,
  useEffect,
  useRef,
  useState,
} from "react"
import { TextArea } from "#components/ui/field.tsx"
import { t } from "#lib/words/t.ts"
import { apply, typedIn } from "./apply.client.ts"
import { commandOf } from "./commands.client.ts"
import { linked } from "./editing.ts"
import { continued } from "./lines.ts"
import { LivePreview } from "./live-preview.client.tsx"
import { Suggestions } from "./suggestions.client.tsx"
import { Toolbar } from "./toolbar.client.tsx"
import { useSuggestions } from "./use-suggestions.client.ts"

/** The field of a Markdown text: buttons above it, keys in it, and beside or behind it how it will look. */
export function TextField({
  id,
  label,
  rows,
  topic,
  defaultValue,
  error,
  readOnly,
  docked,
  pictures,
  previewing,
  onPreview,
}: {
  id: string
  label: string
  rows: number
  topic?: string
  defaultValue: string
  error?: string
  readOnly: boolean
  /** It takes what room there is, instead of being made larger by its corner. */
  docked: boolean
  /** Whether pictures can be put into the text. */
  pictures: boolean
  previewing: boolean
  onPreview: (on: boolean) => void
}): ReactElement {
  const field = useRef<HTMLTextAreaElement>(null)
  const [scripted, setScripted] = useState(false)
  const suggesting = useSuggestions(field, topic)
  useEffect(() => setScripted(true), [])

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing || suggesting.onKeyDown(event)) return
    const isHeld = event.ctrlKey || event.metaKey
    if (event.key === "Enter" && isHeld) {
      event.preventDefault()
      event.currentTarget.form?.requestSubmit()
      return
    }
    const plain = event.key === "Enter" && !event.shiftKey && !event.altKey
    const typed = typedIn(event.currentTarget)
    const edit = commandOf(event)?.edit(typed) ?? (plain ? continued(typed) : undefined)
    if (!edit || readOnly) return
    event.preventDefault()
    apply(event.currentTarget, edit)
  }

  /** An address that is pasted over words makes them a link. */
  function onPaste(event: ClipboardEvent<HTMLTextAreaElement>): void {
    const text = event.clipboardData.getData("text/plain").trim()
    const typed = typedIn(event.currentTarget)
    const selected = typed.value.slice(typed.start, typed.end).trim()
    if (!/^https?:\/\/\S+$/.test(text) || selected === "" || /[\n[\]]|^https?:/.test(selected)) return
    event.preventDefault()
    apply(event.currentTarget, linked(typed, text))
  }

  return (
    <div className="composer-text">
      <div className="composer-tools needs-js">
        <Toolbar field={field} id={id} pictures={pictures} />
        {/* biome-ignore lint/a11y/useSemanticElements: two buttons, no fields */}
        <div role="group" aria-label={t("composer.views")} className="composer-views">
          <button type="button" aria-pressed={!previewing} onClick={() => onPreview(false)}>
            {t("composer.write")}
          </button>
          <button type="button" aria-pressed={previewing} onClick={() => onPreview(true)}>
            {t("composer.preview")}
          </button>
        </div>
      </div>
      <div className="composer-panes">
        <div className="composer-write">
          <TextArea
            ref={field}
            id={id}
            name="body"
            label={label}
            rows={docked ? 2 : rows}
            style={docked ? { resize: "none" } : undefined}
            defaultValue={defaultValue}
            error={error}
            readOnly={readOnly}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            hint={scripted ? undefined : t("composer.markdown-hint")}
            {...suggesting.attributes}
          />
          <Suggestions {...suggesting} />
        </div>
        {previewing && <LivePreview field={field} />}
      </div>
    </div>
  )
}
