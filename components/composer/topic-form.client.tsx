"use client"
import type { ReactElement } from "react"
import { t } from "#lib/words/t.ts"
import { CategoryField, type CategoryOption, TagsField, TitleField } from "./head-fields.tsx"
import type { TextLimits } from "./limits.ts"
import { SimilarTopics } from "./similar-topics.client.tsx"
import { type TextFormProps, WritingForm } from "./writing-form.client.tsx"

const NAMES = ["category", "title", "body", "tags"]

/** The form of a new topic. */
export function TopicForm({
  formKey,
  page,
  categories,
  limits,
  ...text
}: TextFormProps & {
  formKey: string
  categories: CategoryOption[]
  limits: TextLimits
}): ReactElement {
  return (
    <WritingForm
      {...text}
      place="topic"
      hidden={{ form: formKey, page }}
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
