import type { ReactElement } from "react"
import { TimerWords } from "#components/topics/topic-state.tsx"
import { Field, Select } from "#components/ui/field.tsx"
import { Link } from "#components/ui/link.tsx"
import { Time } from "#components/ui/time.tsx"
import type { PostOptionsView } from "#lib/views/post.ts"
import { staffMemberPath } from "#lib/web/paths.ts"
import { selectPath } from "#lib/web/staff-paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { Foldable } from "./foldable.tsx"
import { type FoldedField, FoldedForm } from "./folded-form.client.tsx"
import { OptionForm } from "./option-form.client.tsx"
import type { PostActions } from "./post-options.tsx"

const WORDS = { kind: "text", name: "words", label: t("moderation.topic-words"), optional: true } as const

const WHERE: FoldedField = {
  kind: "choice",
  name: "where",
  label: t("posts.pin-where"),
  options: [
    ["category", t("posts.pin-in-category")],
    ["home", t("posts.pin-on-home")],
  ],
}

function Reason({ id }: { id: string }): ReactElement {
  return <Field name="words" id={id} label={t("moderation.topic-words")} autoComplete="off" />
}

/** That it closes or opens by itself, and the way not to. */
function TimerOption({ view, action }: { view: PostOptionsView; action: WritingAction }): ReactElement {
  const { id, locked, timer } = view.topic
  return (
    <div className="flex flex-col gap-3 rounded-md border border-border px-4 py-3">
      <p>
        <TimerWords timer={timer!} />
      </p>
      <OptionForm
        action={action}
        hidden={{ topic: id, locked: String(locked) }}
        label={locked ? t("posts.stay-closed") : t("posts.stay-open")}
        variant="secondary"
      />
    </div>
  )
}

/** Where it stands first, until when, and the ways to let it go; and to pin it, or until another time. */
function PinOptions({ view, action }: { view: PostOptionsView; action: WritingAction }): ReactElement {
  const { id, pins } = view.topic
  return (
    <>
      {pins.length > 0 && (
        <Foldable title={t("posts.unpin-topic")}>
          <div className="flex flex-col gap-4">
            {pins.map(({ where, until }) => (
              <div key={where} className="flex flex-col gap-2">
                <p>
                  {until
                    ? rich(`posts.pinned-${where}-until`, { time: () => <Time at={until} precise /> })
                    : t(`posts.pinned-${where}`)}
                </p>
                <OptionForm
                  action={action}
                  hidden={{ topic: id, pinned: "false", where }}
                  label={t(`posts.unpin-${where}`)}
                  variant="secondary"
                />
              </div>
            ))}
          </div>
        </Foldable>
      )}
      {view.can.pin && (
        <FoldedForm
          title={pins.length > 0 ? t("posts.pin-otherwise") : t("posts.pin-topic")}
          action={action}
          hidden={{ topic: id, pinned: "true" }}
          label={t("posts.pin-button")}
          fields={[
            ...(view.can.pinHome ? [WHERE] : []),
            { kind: "moment", name: "until", label: t("posts.pin-until"), hint: t("posts.pin-until-hint") },
            WORDS,
          ]}
        >
          <p>{t("posts.pin-text")}</p>
        </FoldedForm>
      )}
    </>
  )
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
      {can.many && (
        <p className="flex flex-wrap gap-x-5 gap-y-1">
          <Link href={selectPath({ kind: "topic", id: topic.id })}>{t("moderation.many.choose-posts")}</Link>
          <Link href={selectPath({ kind: "category", id: topic.category })}>
            {t("moderation.many.choose-topics")}
          </Link>
          {view.staffPageOf && (
            <Link href={staffMemberPath(view.staffPageOf)}>
              {t("moderation.staff-page", { name: post.author })}
            </Link>
          )}
        </p>
      )}
      {can.answer && can.answerOthers && (
        <FoldedForm
          title={view.isAnswer ? t("posts.not-the-answer") : t("posts.accept")}
          action={actions.answer}
          hidden={{ post: post.id, accepted: String(!view.isAnswer) }}
          label={view.isAnswer ? t("posts.not-the-answer") : t("posts.accept")}
          fields={[WORDS]}
        />
      )}
      {can.lock && (
        <>
          {topic.timer && <TimerOption view={view} action={actions.lock} />}
          <FoldedForm
            title={topic.locked ? t("posts.open-topic") : t("posts.close-topic")}
            action={actions.lock}
            hidden={{ topic: topic.id, locked: String(!topic.locked) }}
            label={topic.locked ? t("posts.open-button") : t("posts.close-button")}
            fields={[{ kind: "moment", name: "at", label: t("posts.at"), hint: t("posts.at-hint") }, WORDS]}
          />
        </>
      )}
      {(can.pin || topic.pins.length > 0) && <PinOptions view={view} action={actions.pin} />}
      {can.retitle && (
        <FoldedForm
          title={t("posts.retitle")}
          action={actions.retitle}
          hidden={{ topic: topic.id, version: String(topic.version) }}
          label={t("posts.retitle-button")}
          fields={[
            { kind: "text", name: "title", label: t("posts.title"), value: topic.title },
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
          label={t("moderation.many.look")}
          fields={[
            {
              kind: "text",
              name: "other",
              label: t("posts.other-topic"),
              hint: t("posts.other-topic-hint"),
            },
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
          label={t("moderation.many.look")}
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
          ]}
        >
          <p>{t("posts.split-text")}</p>
        </FoldedForm>
      )}
    </>
  )
}
