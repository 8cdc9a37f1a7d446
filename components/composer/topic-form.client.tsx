"use client"
import type { ReactElement, ReactNode } from "react"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { CategoryField, type CategoryOption, TagsField, TitleField } from "./head-fields.tsx"
import type { TextLimits } from "./limits.ts"
import { SimilarTopics } from "./similar-topics.client.tsx"
import { type Docked, type Writer, WritingForm } from "./writing-form.client.tsx"

const NAMES = ["category", "title", "body", "tags"]

/** The form of a new topic. */
export function TopicForm({
  action,
  formKey,
  page,
  categories,
  initial,
  limits,
  hints,
  closed,
  docked,
  owner,
  given,
}: Writer & {
  action: WritingAction
  formKey: string
  page: string
  categories: CategoryOption[]
  initial: Record<string, string>
  limits: TextLimits
  hints?: string[]
  closed?: ReactNode
  docked?: Docked
}): ReactElement {
  return (
    <WritingForm
      closed={closed}
      docked={docked}
      hints={hints}
      action={action}
      place="topic"
      owner={owner}
      given={given}
      hidden={{ form: formKey, page }}
      initial={initial}
      limit={limits.body}
      label={t("composer.text")}
      send={t("composer.send-topic")}
      rows={14}
      fieldNames={NAMES}
      fields={(scene) => (
        <div className="composer-fields">
          <CategoryField scene={scene} options={categories} />
          <TitleField scene={scene} limit={limits.title} />
          <SimilarTopics first={scene.similar} />
          <TagsField scene={scene} />
        </div>
      )}
    />
  )
}
