import type { ReactElement } from "react"
import { Button } from "#components/ui/button.tsx"
import { Field } from "#components/ui/field.tsx"
import { Link } from "#components/ui/link.tsx"
import type { SweepView } from "#lib/views/sweep.ts"
import { sweepPath } from "#lib/web/staff-paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { StaffPage } from "./staff-page.tsx"
import { WordsForm } from "./words-form.client.tsx"

/** Removes all that some members wrote: first what would go, then the reason and the button. */
export function SweepPage({
  view: { names, members, wrong, mostNames, mostCounted },
  action,
  formKey,
}: {
  view: SweepView
  action: WritingAction
  formKey: string
}): ReactElement {
  const isMost = members?.some(({ topics, posts }) => topics === mostCounted || posts === mostCounted)
  return (
    <StaffPage title={t("moderation.sweep-title")} under={<p>{t("moderation.sweep-text")}</p>}>
      <form method="get" action={sweepPath()} className="flex flex-col gap-4">
        <Field
          name="names"
          label={t("moderation.sweep-names")}
          hint={t("moderation.sweep-names-hint", { max: mostNames })}
          error={wrong}
          defaultValue={names}
          autoComplete="off"
          required
        />
        <Button type="submit" className="self-start">
          {t("moderation.sweep-look")}
        </Button>
      </form>
      {members && (
        <section aria-labelledby="preview" className="flex flex-col gap-3">
          <h2 id="preview">{t("moderation.sweep-preview")}</h2>
          <ul className="flex list-disc flex-col gap-1 ps-5">
            {members.map(({ name, href, topics, posts }) => (
              <li key={name}>
                {rich("moderation.sweep-of", {
                  ...{ name, topics, posts },
                  link: (words) => <Link href={href}>{words}</Link>,
                })}
              </li>
            ))}
          </ul>
          <p className="text-muted">
            {t("moderation.sweep-replies")} {isMost && t("moderation.sweep-most", { max: mostCounted })}
          </p>
          <WordsForm
            action={action}
            hidden={{ names, form: formKey }}
            label={t("moderation.member.words")}
            ways={[{ value: "sweep", label: t("moderation.sweep-do"), variant: "danger" }]}
          />
        </section>
      )}
    </StaffPage>
  )
}
