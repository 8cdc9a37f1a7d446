"use client"
import { type ReactElement, type ReactNode, useEffect, useRef, useState } from "react"
import { GivenDraft, KeepDraft } from "#components/drafts/draft-buttons.tsx"
import { DraftState, OtherDraft } from "#components/drafts/draft-state.client.tsx"
import type { ServerDraft } from "#components/drafts/keeper.client.ts"
import { markAfter, OtherSaved } from "#components/drafts/other-saved.tsx"
import { Button } from "#components/ui/button.tsx"
import { classes } from "#components/ui/classes.ts"
import { useKeptFocus } from "#components/ui/kept-focus.client.ts"
import { Notice } from "#components/ui/notice.tsx"
import { ImageField } from "#components/uploads/image-field.client.tsx"
import type { SimilarTopic } from "#lib/views/similar.ts"
import { joined } from "#lib/web/joined.ts"
import type { WritingAction, WritingState } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { Counter } from "./counter.tsx"
import { Discard } from "./discard.client.tsx"
import { FormMessage } from "./form-message.tsx"
import { Hints } from "./hints.tsx"
import { Preview } from "./preview.tsx"
import { TextField } from "./text-field.client.tsx"
import { useWriting } from "./use-writing.client.ts"

/** What the fields above the text need to know. */
export type FieldScene = {
  /** What was typed into a field, or what it begins with. */
  value: (name: string) => string
  error: (name: string) => string | undefined
  length: (name: string) => number
  /** The id of a field: the composer may be open over a page that has the same form. */
  id: (name: string) => string
  /** Topics that are about the same, where the server was asked for a preview. */
  similar: SimilarTopic[]
}

/** How a form is shown that is no page of its own. */
export type Docked = {
  /** Called when the text was sent, before the browser goes where it is to be seen. */
  onSent: () => void
  /** Called when the text was thrown away. */
  onDiscarded: () => void
}

/** Who writes, and what they have begun. */
export type Writer = {
  /** The member; nobody who is signed out keeps drafts on the server. */
  owner?: string
  /** Their draft with which the page came, null where there is none; undefined where nobody has looked. */
  given?: ServerDraft | null
}

export type WritingFormProps = Writer & {
  action: WritingAction
  /** Names the text among the drafts of its writer. */
  place: string
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
  /** The topic that is answered: its people are proposed first. */
  topic?: string
  hints?: string[]
  /** Whether pictures can be put into the text: they are for posts. */
  pictures?: boolean
  fields?: (scene: FieldScene) => ReactNode
  /** Above everything, say the other text of a conflict. */
  above?: (state: WritingState) => ReactNode
  /** Hidden fields that follow from the last answer. */
  follows?: (state: WritingState) => Record<string, string>
  fieldNames?: string[]
  /** In place of the form for who may not send it. What was typed before that turned out is shown all the same. */
  closed?: ReactNode
  docked?: Docked
}

/** What each kind of text is given by its page, and passes on as it came. */
export type TextFormProps = Pick<
  WritingFormProps,
  "action" | "initial" | "hints" | "closed" | "docked" | "owner" | "given"
> & {
  /** The address on which the text goes on after signing in. */
  page: string
}

/** A text with what belongs to it, sent by a plain form; with the script it counts, keeps, shows and stays. */
export function WritingForm(props: WritingFormProps): ReactElement {
  const { hidden, initial, limit, label, fields, above, follows, docked, fieldNames = ["body"] } = props
  const { place, owner, given, begins = "join" } = props
  // What was kept through signing in is newer than the draft.
  const showsGiven = !initial.kept
  const options = { place, owner, given, showsGiven, begins, initial, formKey: hidden.form }
  const writing = useWriting(props.action, options, docked?.onSent)
  const [previewing, setPreviewing] = useState(false)
  const { state, pending, lengths, scripted, draft } = writing
  useKeptFocus(writing.form, () => writing.form.current?.querySelector("textarea[name=body]"))
  const wasSent = Object.keys(state.values).length > 0
  if (props.closed && !wasSent) return <>{props.closed}</>
  const begun = given && showsGiven ? withDraft(initial, given.fields, begins) : initial
  const scene: FieldScene = {
    value: (name) => (wasSent ? state.values[name] : begun[name]) ?? "",
    error: (name) => state.fields?.[name],
    length: (name) => lengths[name] ?? 0,
    id: (name) => (docked ? `composer-${name}` : name),
    similar: state.ok?.similar ?? [],
  }
  const unseen = {
    ...hidden,
    ...draft.hidden,
    ...(wasSent && state.values.form && { form: state.values.form }),
    ...follows?.(state),
    ...markAfter(state),
  }
  return (
    <form
      ref={writing.form}
      action={writing.send}
      onInput={writing.onInput}
      data-fresh={!wasSent}
      data-preview={previewing || undefined}
      aria-busy={pending}
      className={classes("composer", docked && "composer-docked")}
    >
      {Object.entries(unseen).map(
        ([name, value]) =>
          value !== undefined && <input key={name} type="hidden" name={name} value={value} />,
      )}
      {scripted && <input type="hidden" name="script" value="1" />}
      <FormMessage state={state} beside={fieldNames} scripted={scripted} />
      {initial.kept && !wasSent && <Notice kind="success">{t("composer.kept")}</Notice>}
      {draft.givenAt && !wasSent && <GivenDraft at={draft.givenAt} onDiscard={draft.discard} />}
      {draft.restored && !wasSent && <Notice>{t("composer.restored")}</Notice>}
      <OtherDraft draft={draft} id={scene.id("other")} />
      <OtherSaved state={state} />
      <Hints hints={props.hints ?? []} />
      {above?.(state)}
      <Shown html={scripted ? undefined : state.ok?.preview} />
      {fields?.(scene)}
      <TextField
        id={scene.id("body")}
        label={label}
        rows={props.rows ?? 10}
        topic={props.topic}
        defaultValue={scene.value("body")}
        error={scene.error("body")}
        readOnly={pending}
        docked={docked !== undefined}
        pictures={props.pictures !== false}
        previewing={previewing}
        onPreview={setPreviewing}
      />
      {props.pictures !== false && (
        <ImageField form={writing.form} id={scene.id} error={scene.error("image")} />
      )}
      <div className="composer-end">
        <Button type="submit" variant="primary" aria-disabled={pending}>
          {pending ? t("composer.sending") : props.send}
        </Button>
        <Button
          type="submit"
          name="intent"
          value="preview"
          formNoValidate
          aria-disabled={pending}
          className="without-js"
        >
          {t("composer.preview")}
        </Button>
        {owner && <KeepDraft className="without-js" />}
        {scripted && (lengths.body ?? 0) > 0 && !pending && (
          <Discard
            onDiscard={() => {
              draft.discard()
              docked?.onDiscarded()
            }}
          />
        )}
        <Counter length={lengths.body ?? 0} limit={limit} />
      </div>
      {scripted && <DraftState draft={draft} />}
    </form>
  )
}

/** What the form begins with where there is a draft. */
function withDraft(
  initial: Record<string, string>,
  fields: Record<string, string>,
  begins: "join" | "replace",
): Record<string, string> {
  const body = begins === "join" ? joined(fields.body ?? "", initial.body ?? "") : fields.body
  return { ...initial, ...fields, ...(body !== undefined && { body }) }
}

/** The preview that was asked for without a script, brought into view when it comes. */
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
