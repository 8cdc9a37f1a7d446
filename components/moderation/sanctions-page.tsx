import type { ReactElement } from "react"
import { Button } from "#components/ui/button.tsx"
import { Field, Select, TextArea } from "#components/ui/field.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { SanctionsPreview, SanctionsView } from "#lib/views/sanctioning.ts"
import { sanctionsPath } from "#lib/web/staff-paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { StaffPage } from "./staff-page.tsx"
import { WordsForm } from "./words-form.client.tsx"

const SANCTIONS = ["warned", "silenced", "suspended"] as const

/** Warns, silences or suspends many members: who and what, then what it would change, the reason and the button. */
export function SanctionsPage({
  view,
  action,
  formKey,
}: {
  view: SanctionsView
  action: WritingAction
  formKey: string
}): ReactElement {
  return (
    <StaffPage
      title={t("moderation.members.title")}
      under={<p className="text-muted">{t("moderation.members.text")}</p>}
    >
      {view.preview ? (
        <Preview view={view} preview={view.preview} action={action} formKey={formKey} />
      ) : (
        <Choosing view={view} />
      )}
    </StaffPage>
  )
}

function Choosing({ view: { typed, most, lengths, wrong } }: { view: SanctionsView }): ReactElement {
  const wrongIn = (field: string) => (wrong?.field === field ? wrong.message : undefined)
  return (
    <form method="get" action={sanctionsPath()} className="asked-for flex flex-col gap-4">
      {wrong && (
        <Notice kind="error" live>
          {wrong.message}
        </Notice>
      )}
      <TextArea
        name="names"
        label={t("moderation.sweep-names")}
        hint={t("moderation.sweep-names-hint", { max: most })}
        error={wrongIn("names")}
        rows={3}
        defaultValue={typed.names}
      />
      <Select
        name="sanction"
        label={t("moderation.member.what")}
        error={wrongIn("sanction")}
        defaultValue={typed.sanction ?? ""}
      >
        <option value="">{t("moderation.many.act-none")}</option>
        {SANCTIONS.map((one) => (
          <option key={one} value={one}>
            {t(`moderation.member.do-${one}`)}
          </option>
        ))}
      </Select>
      <div data-for="length">
        <div className="flex flex-col gap-4">
          <Select name="length" label={t("moderation.member.length")} defaultValue={typed.length ?? "7"}>
            {lengths.map((one) => (
              <option key={one} value={one}>
                {t(`moderation.member.length-${one}`)}
              </option>
            ))}
          </Select>
          <Field
            type="date"
            name="day"
            label={t("moderation.member.day")}
            hint={t("moderation.member.day-hint")}
            error={wrongIn("day")}
            defaultValue={typed.day}
            className="max-w-52"
          />
        </div>
      </div>
      <Button type="submit" name="look" value="1" variant="primary" className="self-start">
        {t("moderation.many.look")}
      </Button>
    </form>
  )
}

function Preview({
  view: { typed },
  preview: { sanction, until, length, day, will, left },
  action,
  formKey,
}: {
  view: SanctionsView
  preview: SanctionsPreview
  action: WritingAction
  formKey: string
}): ReactElement {
  const count = will.length
  return (
    <section aria-labelledby="preview" className="flex flex-col gap-4">
      <div>
        <p className="text-sm text-muted">{t("moderation.many.preview")}</p>
        <h2 id="preview">{t(`moderation.members.act.${sanction}`)}</h2>
      </div>
      <p>
        {count > 0 && sanction !== "warned" && <Until until={until} />}{" "}
        {t("moderation.members.will", { count })}
      </p>
      {count > 0 && (
        <ul className="flex list-disc flex-col gap-1 ps-5">
          {will.map(({ id, name, href, closes }) => (
            <li key={id}>
              <Link href={href} className="font-semibold">
                <bdi>{name}</bdi>
              </Link>
              {closes && <span className="text-muted"> – {t("moderation.members.closes")}</span>}
            </li>
          ))}
        </ul>
      )}
      {left.length > 0 && (
        <>
          <p>{t("moderation.many.left", { count: left.length })}</p>
          <ul className="flex list-disc flex-col gap-1 ps-5">
            {left.map(({ id, name, why }) => (
              <li key={id}>
                <bdi className="font-semibold">{name}</bdi>: {why}
              </li>
            ))}
          </ul>
        </>
      )}
      {count > 0 && (
        <>
          <p className="text-muted">
            {t("moderation.members.told", { count })} {t("moderation.many.undo")}
          </p>
          <WordsForm
            action={action}
            hidden={{
              ...{ form: formKey, sanction, length, day },
              items: will.map(({ id }) => id).join(","),
              turns: will.map(({ turn }) => turn).join(","),
            }}
            label={t("moderation.members.words")}
            ways={[{ value: sanction, label: t(`moderation.members.act.${sanction}`), variant: "danger" }]}
          />
        </>
      )}
      <p>
        <Link href={sanctionsPath(typed)}>{t("moderation.many.back")}</Link>
      </p>
    </section>
  )
}

function Until({ until }: { until: string | undefined }): ReactElement {
  return (
    <>{until ? t("moderation.members.until", { until: new Date(until) }) : t("moderation.members.ever")}</>
  )
}
