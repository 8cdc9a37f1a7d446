import type { ReactElement } from "react"
import { FoldedForm } from "#components/posts/folded-form.client.tsx"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { unseen } from "#components/ui/hidden.tsx"
import { Link } from "#components/ui/link.tsx"
import { Time } from "#components/ui/time.tsx"
import type { MemberRecordView } from "#lib/views/member-record.ts"
import { staffMemberPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/** What staff wrote down about a member, for one another. */
export function MemberNotes({
  view,
  actions,
  formKey,
}: {
  view: MemberRecordView
  actions: Record<"note" | "takeNoteAway", WritingAction>
  formKey: string
}): ReactElement {
  const { id: member, notes, olderNotes } = view
  return (
    <section aria-labelledby="notes" className="flex flex-col gap-3">
      <h2 id="notes">{t("moderation.member.notes")}</h2>
      <p className="text-sm text-muted">{t("moderation.member.notes-text")}</p>
      {notes.length === 0 && <p className="text-muted">{t("moderation.member.notes-none")}</p>}
      <ul className="flex flex-col gap-3">
        {notes.map(({ id, name, at, text, isYours }) => (
          <li key={id} className="flex flex-col gap-1 border-s-4 border-border ps-3">
            <p className="text-sm text-muted">
              {rich("moderation.member.note-by", { name, time: () => <Time at={at} precise /> })}
            </p>
            <p className="whitespace-pre-line">
              <bdi>{text}</bdi>
            </p>
            {isYours && (
              <OptionForm
                action={actions.takeNoteAway}
                hidden={{ member, note: id }}
                size="small"
                label={rich("moderation.member.note-delete", {
                  time: t("ui.moment", { at: new Date(at) }),
                  more: unseen,
                })}
              />
            )}
          </li>
        ))}
      </ul>
      {olderNotes && (
        <p>
          <Link href={staffMemberPath(member, olderNotes)}>{t("moderation.member.notes-older")}</Link>
        </p>
      )}
      <FoldedForm
        title={t("moderation.member.note-new")}
        action={actions.note}
        hidden={{ member, form: formKey }}
        label={t("moderation.member.note-save")}
        fields={[{ kind: "area", name: "text", label: t("moderation.member.note-new") }]}
      />
    </section>
  )
}
