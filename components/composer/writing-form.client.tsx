"use client"
import { type KeyboardEvent, type ReactElement, type ReactNode, useEffect, useRef } from "react"
import { Button } from "#components/ui/button.tsx"
import { TextArea } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { SimilarTopic } from "#lib/views/similar.ts"
import type { WritingAction, WritingState } from "#lib/web/writing.ts"
import { Counter } from "./counter.tsx"
import { FormMessage } from "./form-message.tsx"
import { Preview } from "./preview.tsx"
import { useWriting } from "./use-writing.client.ts"

/** What the fields above the text need to know. */
export type FieldScene = {
  /** What was typed into a field, or what it begins with. */
  value: (name: string) => string
  error: (name: string) => string | undefined
  length: (name: string) => number
  /** Topics that are about the same, where the server was asked for a preview. */
  similar: SimilarTopic[]
}

export type WritingFormProps = {
  action: WritingAction
  /** Names the text in the browser's storage. */
  draft: string
  /** Whether a draft is joined to what the form begins with, or replaces it. */
  begins?: "join" | "replace"
  /** Fields that nobody sees; what the answer to the last sending says of them is stronger. */
  hidden: Record<string, string | undefined>
  /** What the fields begin with. */
  initial: Record<string, string>
  limit: number
  label: string
  send: string
  rows?: number
  fields?: (scene: FieldScene) => ReactNode
  /** Above everything, say the other text of a conflict. */
  above?: (state: WritingState) => ReactNode
  /** Hidden fields that follow from the last answer. */
  follows?: (state: WritingState) => Record<string, string>
  fieldNames?: string[]
  /** In place of the form for who may not send it. What was typed before that turned out is shown all the same. */
  closed?: ReactNode
}

/** A text with what belongs to it, sent by a plain form; with the script it counts, keeps and stays. */
export function WritingForm(props: WritingFormProps): ReactElement {
  const { hidden, initial, limit, label, fields, above, follows, fieldNames = ["body"] } = props
  const writing = useWriting(props.action, props.draft, props.begins ?? "join")
  const { state, pending, lengths, scripted } = writing
  const wasSent = Object.keys(state.values).length > 0
  if (props.closed && !wasSent) return <>{props.closed}</>
  const scene: FieldScene = {
    value: (name) => (wasSent ? state.values[name] : initial[name]) ?? "",
    error: (name) => state.fields?.[name],
    length: (name) => lengths[name] ?? 0,
    similar: state.ok?.similar ?? [],
  }
  const unseen = {
    ...hidden,
    ...(wasSent && state.values.form && { form: state.values.form }),
    ...follows?.(state),
  }
  return (
    <form
      ref={writing.form}
      action={writing.send}
      onInput={writing.onInput}
      data-fresh={!wasSent}
      aria-busy={pending}
      className="flex flex-col gap-4"
    >
      {Object.entries(unseen).map(
        ([name, value]) =>
          value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
      )}
      {scripted && <input type="hidden" name="script" value="1" />}
      <FormMessage state={state} beside={fieldNames} />
      {initial.kept && !wasSent && (
        <Notice kind="success">Here is your text again. It was not sent yet.</Notice>
      )}
      {writing.restored && !wasSent && (
        <Notice>
          What you had not sent last time is here again.{" "}
          <Button size="small" variant="quiet" onClick={writing.discard}>
            Discard it
          </Button>
        </Notice>
      )}
      {above?.(state)}
      <Shown html={state.ok?.preview} />
      {fields?.(scene)}
      <div className="flex flex-col gap-1">
        <TextArea
          name="body"
          label={label}
          rows={props.rows ?? 10}
          defaultValue={scene.value("body")}
          error={scene.error("body")}
          readOnly={pending}
          onKeyDown={sendByKey}
          hint="Markdown: **bold**, _italic_, `code`, > quote, - list."
        />
        <Counter length={lengths.body ?? 0} limit={limit} />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" aria-disabled={pending}>
          {pending ? "Sending…" : props.send}
        </Button>
        <Button type="submit" name="intent" value="preview" formNoValidate aria-disabled={pending}>
          Preview
        </Button>
      </div>
    </form>
  )
}

/** The preview, brought into view when it comes. */
function Shown({ html }: { html?: string }): ReactElement | null {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (html !== undefined) place.current?.scrollIntoView({ block: "nearest" })
  }, [html])
  return html === undefined ? null : (
    <div ref={place}>
      <Preview html={html} />
    </div>
  )
}

/** Ctrl or Command with Enter sends, as elsewhere. */
function sendByKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  event.currentTarget.form?.requestSubmit()
}
