import type { ReactElement } from "react"
import { Field, Select } from "#components/ui/field.tsx"
import type { PostOptionsView } from "#lib/views/post.ts"
import { t } from "#lib/words/t.ts"
import { Foldable } from "./foldable.tsx"
import { FoldedForm } from "./folded-form.client.tsx"
import { OptionForm } from "./option-form.client.tsx"
import type { PostActions } from "./post-options.tsx"

const WORDS = { kind: "text", name: "words", label: t("moderation.topic-words"), optional: true } as const

function Reason({ id }: { id: string }): ReactElement {
  return <Field name="words" id={id} label={t("moderation.topic-words")} autoComplete="off" />
}

/** What moderators may do with the topic of a post, and with the topic from this post on. */
export function TopicOptions({
  view,
  actions,
}: {
  view: PostOptionsView
  actions: PostActions
}): ReactElement {
  const { post, topic, can } = view
  return (
    <>
      {can.lock && (
        <Foldable title={topic.locked ? t("posts.open-topic") : t("posts.close-topic")}>
          <OptionForm
            action={actions.lock}
            hidden={{ topic: topic.id, locked: String(!topic.locked) }}
            label={topic.locked ? t("posts.open-button") : t("posts.close-button")}
          >
            <Reason id="lock-words" />
          </OptionForm>
        </Foldable>
      )}
      {can.pin && (
        <Foldable title={topic.pinned ? t("posts.unpin-topic") : t("posts.pin-topic")}>
          <OptionForm
            action={actions.pin}
            hidden={{ topic: topic.id, pinned: String(!topic.pinned) }}
            label={topic.pinned ? t("posts.unpin-button") : t("posts.pin-button")}
          >
            {!topic.pinned && <p>{t("posts.pin-text")}</p>}
          </OptionForm>
        </Foldable>
      )}
      {can.retitle && (
        <FoldedForm
          title={t("posts.retitle")}
          action={actions.retitle}
          hidden={{ topic: topic.id, version: String(topic.version) }}
          label={t("posts.retitle-button")}
          fields={[
            { kind: "text", name: "title", label: t("posts.new-title"), value: topic.title },
            {
              kind: "text",
              name: "tags",
              label: t("posts.retitle-tags"),
              value: topic.tags.join(", "),
              optional: true,
            },
            WORDS,
          ]}
        />
      )}
      {can.move && (
        <Foldable title={t("posts.move-topic")}>
          <OptionForm action={actions.move} hidden={{ topic: topic.id }} label={t("posts.move-button")}>
            <Select name="category" label={t("posts.category")} defaultValue={topic.category}>
              {view.categories.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
            <Reason id="move-words" />
          </OptionForm>
        </Foldable>
      )}
      {can.merge && (
        <FoldedForm
          title={t("posts.merge")}
          action={actions.merge}
          hidden={{ topic: topic.id }}
          label={t("posts.merge-button")}
          fields={[
            {
              kind: "text",
              name: "other",
              label: t("posts.other-topic"),
              hint: t("posts.other-topic-hint"),
            },
            WORDS,
          ]}
        >
          <p>{t("posts.merge-text")}</p>
        </FoldedForm>
      )}
      {can.split && (
        <FoldedForm
          title={t("posts.split")}
          action={actions.split}
          hidden={{ post: post.id }}
          label={t("posts.split-button")}
          fields={[
            {
              kind: "choice",
              name: "which",
              label: t("posts.which"),
              options: [
                ["following", t("posts.which-following")],
                ["alone", t("posts.which-alone")],
              ],
            },
            { kind: "text", name: "title", label: t("posts.new-title") },
            {
              kind: "select",
              name: "category",
              label: t("posts.category"),
              value: topic.category,
              options: view.categories.map(({ id, name }) => [id, name]),
            },
            WORDS,
          ]}
        >
          <p>{t("posts.split-text")}</p>
        </FoldedForm>
      )}
    </>
  )
}
