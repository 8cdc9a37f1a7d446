import type { Metadata } from "next"
import type { ReactElement } from "react"
import { TextArea } from "#components/ui/field.tsx"
import { Link } from "#components/ui/link.tsx"
import { keptFields } from "#lib/web/kept.ts"
import { homePath, newTopicPath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

export const metadata: Metadata = { title: t("writing.kept-title"), robots: { index: false } }

/** The text of somebody who answered what is gone, so that at least the text is not. */
export default async function KeptPage(): Promise<ReactElement> {
  const kept = await keptFields()
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-5">
      <h1>{t("writing.kept.heading")}</h1>
      <p>
        {rich("writing.kept.text", {
          new: (words) => <Link href={newTopicPath()}>{words}</Link>,
          home: (words) => <Link href={homePath()}>{words}</Link>,
        })}
      </p>
      {kept ? (
        <TextArea
          name="kept"
          label={kept.title ?? t("writing.kept-title")}
          rows={14}
          value={kept.body ?? ""}
          readOnly
        />
      ) : (
        <p>{t("writing.kept.none")}</p>
      )}
    </div>
  )
}
