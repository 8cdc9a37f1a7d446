import type { ReactElement } from "react"
import { Button } from "#components/ui/button.tsx"
import { Field, TextArea } from "#components/ui/field.tsx"
import { Panel } from "#components/ui/panel.tsx"
import type { ShownChange } from "#lib/markup/changes.ts"
import type { WritingState } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { Changes } from "./changes.tsx"

/** What somebody else saved while this text was being edited. */
export type Theirs = {
  source: string
  version: number
  editor: string
  title: string
  tags: string[]
  topicVersion: number
  /** What each changed in the text that both began with. */
  theirChanges?: ShownChange[]
  yourChanges?: ShownChange[]
  /** Both in one, where they changed different places. */
  merged?: string
}

export function theirsOf(state: WritingState): Theirs | undefined {
  return state.error?.code === "edited-meanwhile" ? (state.error.details as Theirs) : undefined
}

/** Two texts of one post, until one of them is saved: what each changed, both in full, and ways to put them together. */
export function Conflict({ state, isFirst }: { state: WritingState; isFirst: boolean }): ReactElement | null {
  const theirs = theirsOf(state)
  const { otherTitle, otherBody, otherTags } = state.values
  if (theirs) {
    const { editor, title, source, tags, merged } = theirs
    return (
      <Panel aria-label={t("history.other-text")} className="flex flex-col gap-4">
        <h2>{t("history.conflict", { editor })}</h2>
        <BothChanges {...theirs} />
        <Other
          title={isFirst ? title : undefined}
          body={source}
          tags={isFirst ? tags.join(", ") : undefined}
          label={t("history.their-text")}
        />
        {merged !== undefined && <input type="hidden" name="mergedBody" value={merged} />}
        <div className="flex flex-wrap gap-2">
          {merged !== undefined && (
            <Button type="submit" name="intent" value="take-merged" formNoValidate>
              {t("history.take-merged")}
            </Button>
          )}
          <Button type="submit" name="intent" value="take-other" formNoValidate>
            {t("history.take-theirs")}
          </Button>
        </div>
        <p className="text-sm text-muted">{t("history.conflict-how", { editor })}</p>
      </Panel>
    )
  }
  if (otherBody === undefined) return null
  return (
    <Panel aria-label={t("history.other-text")} className="flex flex-col gap-4">
      <h2>{t("history.kept-other")}</h2>
      <Other title={otherTitle} body={otherBody} tags={otherTags} label={t("history.kept-other-text")} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" name="intent" value="take-other" formNoValidate>
          {t("history.take-back")}
        </Button>
      </div>
    </Panel>
  )
}

function BothChanges({ editor, theirChanges, yourChanges }: Theirs): ReactElement | null {
  if (!theirChanges || !yourChanges) return null
  return (
    <div className="grid gap-4 md:grid-cols-2">
      {[
        { label: t("history.they-changed", { editor }), changes: theirChanges },
        { label: t("history.you-changed"), changes: yourChanges },
      ].map(({ label, changes }) => (
        <section key={label} aria-label={label} className="flex min-w-0 flex-col gap-2">
          <h3 className="text-sm font-semibold">{label}</h3>
          <div className="rounded-md border border-border bg-surface px-3 py-2">
            <Changes changes={changes} />
          </div>
        </section>
      ))}
    </div>
  )
}

/** In full, to be read and copied; it goes along with the form, so that it stays until something is saved. */
function Other(props: { title?: string; body: string; tags?: string; label: string }): ReactElement {
  return (
    <>
      {props.title !== undefined && (
        <Field name="otherTitle" label={t("history.other-title")} value={props.title} readOnly />
      )}
      {props.tags !== undefined && (
        <Field name="otherTags" label={t("history.other-tags")} value={props.tags} readOnly />
      )}
      <TextArea name="otherBody" label={props.label} rows={8} value={props.body} readOnly />
    </>
  )
}
