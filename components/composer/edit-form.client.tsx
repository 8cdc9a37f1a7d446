"use client"
import type { ReactElement, ReactNode } from "react"
import { Field, TextArea } from "#components/ui/field.tsx"
import { Panel } from "#components/ui/panel.tsx"
import type { WritingAction, WritingState } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { TagsField, TitleField } from "./head-fields.tsx"
import type { TextLimits } from "./limits.ts"
import { type Docked, WritingForm } from "./writing-form.client.tsx"

/** What somebody else saved while this text was being edited. */
type Theirs = {
  source: string
  version: number
  editor: string
  title: string
  tags: string[]
  topicVersion: number
}

/** The form that changes a post; with a first post, also title and tags of its topic. */
export function EditForm({
  action,
  post,
  version,
  topicVersion,
  page,
  isFirst,
  initial,
  limits,
  closed,
  docked,
}: {
  action: WritingAction
  post: string
  version: string
  topicVersion?: string
  page: string
  isFirst: boolean
  initial: Record<string, string>
  limits: TextLimits
  closed?: ReactNode
  docked?: Docked
}): ReactElement {
  return (
    <WritingForm
      closed={closed}
      docked={docked}
      action={action}
      draft={`edit:${post}:${version}`}
      begins="replace"
      hidden={{ post, version, topicVersion, page }}
      initial={initial}
      limit={limits.body}
      label={t("composer.text")}
      send={t("composer.send-edit")}
      rows={14}
      fieldNames={["title", "body", "tags"]}
      follows={(state) => versionsAfter(state, isFirst)}
      above={(state) => <Theirs state={state} isFirst={isFirst} />}
      fields={
        isFirst
          ? (scene) => (
              <div className="composer-fields">
                <TitleField scene={scene} limit={limits.title} />
                <TagsField scene={scene} />
              </div>
            )
          : undefined
      }
    />
  )
}

/** After a conflict the form stands on the newest version: what is saved next is the merged text. */
function versionsAfter(state: WritingState, isFirst: boolean): Record<string, string> {
  const theirs = theirsOf(state)
  const version = theirs?.version ?? state.values.version
  const topicVersion = theirs?.topicVersion ?? state.values.topicVersion
  return {
    ...(version !== undefined && { version: String(version) }),
    ...(isFirst && topicVersion !== undefined && { topicVersion: String(topicVersion) }),
  }
}

function Theirs({ state, isFirst }: { state: WritingState; isFirst: boolean }): ReactElement | null {
  const theirs = theirsOf(state)
  if (!theirs) return null
  return (
    <Panel aria-label={t("composer.theirs")} className="flex flex-col gap-3">
      <h2>{t("composer.theirs-title", { editor: theirs.editor })}</h2>
      {isFirst && (
        <>
          <Field
            name="their-title"
            label={t("composer.their-title")}
            value={theirs.title}
            readOnly
            form="none"
          />
          <Field
            name="their-tags"
            label={t("composer.their-tags")}
            value={theirs.tags.join(", ")}
            readOnly
            form="none"
          />
        </>
      )}
      <TextArea
        name="their-body"
        label={t("composer.their-text")}
        rows={10}
        value={theirs.source}
        readOnly
        form="none"
      />
      <p className="text-sm text-muted">{t("composer.theirs-merge")}</p>
    </Panel>
  )
}

function theirsOf(state: WritingState): Theirs | undefined {
  return state.error?.code === "edited-meanwhile" ? (state.error.details as Theirs) : undefined
}
