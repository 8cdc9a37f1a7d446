import type { ReactElement } from "react"
import { Button } from "#components/ui/button.tsx"
import { Field } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Panel } from "#components/ui/panel.tsx"
import type { MergeView } from "#lib/views/admin-merge.ts"
import { mergeMemberPath } from "#lib/web/admin-paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { PanelForm } from "./panel-form.client.tsx"

/** Asks which account stays; then says what happens, and does it. */
export function MergeAccounts({ merge, action }: { merge: MergeView; action: WritingAction }): ReactElement {
  const { id, name, typed, problem, preview } = merge
  return (
    <>
      <p>{t("panel.merge.text", { name })}</p>
      <form method="get" action={mergeMemberPath(id)} className="flex flex-wrap items-start gap-2">
        <Field
          name="into"
          label={t("panel.merge.into")}
          error={problem}
          defaultValue={typed}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="sm:min-w-72"
        />
        <Button type="submit" variant="secondary" className="sm:mt-[1.875rem]">
          {t("panel.merge.look")}
        </Button>
      </form>
      {preview && <Preview merge={merge} preview={preview} action={action} />}
    </>
  )
}

function Preview({
  merge: { id, name },
  preview: { into, topics, posts, isMore },
  action,
}: {
  merge: MergeView
  preview: NonNullable<MergeView["preview"]>
  action: WritingAction
}): ReactElement {
  const values = { name, into }
  return (
    <Panel aria-labelledby="merge" className="flex flex-col gap-4">
      <h2 id="merge">{t("panel.merge.what", values)}</h2>
      <ul className="flex list-disc flex-col gap-1 ps-5">
        <li>
          {isMore
            ? t("panel.merge.wrote-more", values)
            : t("panel.merge.wrote", { ...values, topics, posts })}
        </li>
        <li>{t("panel.merge.marks", values)}</li>
        <li>{t("panel.merge.told", values)}</li>
        <li>{t("panel.merge.drafts", values)}</li>
        <li>{t("panel.merge.goes", values)}</li>
        <li>{t("panel.merge.address", values)}</li>
      </ul>
      <Notice kind="warning">{t("panel.merge.no-way-back")}</Notice>
      <PanelForm
        action={action}
        fields={[{ kind: "check", name: "sure", label: t("panel.merge.sure"), on: false }]}
        hidden={{ member: id, into }}
        ways={[{ label: t("panel.merge.now"), variant: "danger" }]}
      />
    </Panel>
  )
}
