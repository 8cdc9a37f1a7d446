"use client"
import type { ReactElement } from "react"
import { Conflict, theirsOf } from "#components/history/conflict.tsx"
import type { WritingState } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { ReasonField, TagsField, TitleField } from "./head-fields.tsx"
import type { TextLimits } from "./limits.ts"
import { type TextFormProps, WritingForm } from "./writing-form.client.tsx"

/** The form that changes a post; with a first post, also title and tags of its topic. */
export function EditForm({
  post,
  version,
  topicVersion,
  page,
  isFirst,
  isOthers,
  limits,
  ...text
}: TextFormProps & {
  post: string
  version: string
  topicVersion?: string
  isFirst: boolean
  /** Its author may be told why. */
  isOthers: boolean
  limits: TextLimits
}): ReactElement {
  return (
    <WritingForm
      {...text}
      place={`edit:${post}`}
      begins="replace"
      hidden={{ post, version, topicVersion, page }}
      limit={limits.body}
      label={t("composer.text")}
      send={t("composer.send-edit")}
      rows={14}
      fieldNames={["title", "body", "tags"]}
      follows={(state) => versionsAfter(state, isFirst)}
      above={(state) => <Conflict state={state} isFirst={isFirst} />}
      fields={
        isFirst || isOthers
          ? (scene) => (
              <div className="composer-fields">
                {isFirst && <TitleField scene={scene} limit={limits.title} />}
                {isFirst && <TagsField scene={scene} />}
                {isOthers && <ReasonField scene={scene} />}
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
