import type { ReactElement } from "react"
import { FoldedForm } from "#components/posts/folded-form.client.tsx"
import type { MemberRecordView } from "#lib/views/member-record.ts"
import { staffMemberPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"

/** Warns, silences or suspends a member. */
export function SanctionForm({
  view: { id, turn, lengths },
  action,
}: {
  view: MemberRecordView
  action: WritingAction
}): ReactElement {
  return (
    <FoldedForm
      title={t("moderation.member.act")}
      action={action}
      hidden={{ member: id, turn: String(turn) }}
      again={staffMemberPath(id)}
      label={t("moderation.member.send")}
      variant="danger"
      fields={[
        {
          kind: "choice",
          name: "sanction",
          label: t("moderation.member.what"),
          options: (["warned", "silenced", "suspended"] as const).map((one) => [
            one,
            t(`moderation.member.do-${one}`),
          ]),
        },
        {
          kind: "select",
          only: "length",
          name: "length",
          label: t("moderation.member.length"),
          value: "7",
          options: lengths.map((one) => [one, t(`moderation.member.length-${one}`)]),
        },
        {
          kind: "day",
          only: "length",
          name: "day",
          label: t("moderation.member.day"),
          hint: t("moderation.member.day-hint"),
        },
        { kind: "area", name: "words", label: t("moderation.member.words") },
      ]}
    >
      <p>{t("moderation.member.act-text")}</p>
    </FoldedForm>
  )
}
