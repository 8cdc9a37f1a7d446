import type { ReactElement, ReactNode } from "react"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { Look, MergePreview, SplitPreview } from "#lib/views/moving.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { StaffPage } from "./staff-page.tsx"
import { WordsForm } from "./words-form.client.tsx"

/** Before two topics become one: what goes where, what is lost, who is told. */
export function MergePage({
  look,
  action,
  hidden,
}: {
  look: Look<MergePreview>
  action: WritingAction
  hidden: Record<string, string>
}): ReactElement {
  const preview = "preview" in look ? look.preview : undefined
  return (
    <Page title={t("moderation.merge.title")} look={look}>
      {preview && (
        <>
          <Changes>
            <li>
              {rich("moderation.merge.posts", {
                ...{ count: preview.from.posts, total: preview.from.posts + preview.into.posts },
                ...{ from: () => <To {...preview.from} />, into: () => <To {...preview.into} /> },
              })}
            </li>
            <li>
              {t("moderation.merge.stays", { title: preview.into.title, category: preview.into.category })}
            </li>
            <li>{t("moderation.merge.address", { title: preview.from.title })}</li>
            {preview.lost.length > 0 && (
              <li>{t("moderation.merge.tags", { tags: preview.lost.join(", ") })}</li>
            )}
            {preview.answer && <li>{t("moderation.merge.answer")}</li>}
            <li>{t("moderation.merge.watchers", { count: preview.watchers })}</li>
            <Told name={preview.told} />
          </Changes>
          <WordsForm
            action={action}
            hidden={hidden}
            label={t("moderation.topic-words")}
            ways={[{ value: "merge", label: t("posts.merge-button"), variant: "primary" }]}
          />
        </>
      )}
    </Page>
  )
}

/** Before one topic becomes two. */
export function SplitPage({
  look,
  action,
  hidden,
}: {
  look: Look<SplitPreview>
  action: WritingAction
  hidden: Record<string, string>
}): ReactElement {
  const preview = "preview" in look ? look.preview : undefined
  return (
    <Page title={t("moderation.split.title")} look={look}>
      {preview && (
        <>
          <Changes>
            <li>
              {rich("moderation.split.posts", {
                ...{ count: preview.goes, title: preview.title, category: preview.category },
                from: () => <To {...preview.from} />,
              })}
            </li>
            <li>{t("moderation.split.stays", { count: preview.stays })}</li>
            <li>{t("moderation.split.address")}</li>
            {preview.tags.length > 0 && (
              <li>{t("moderation.split.tags", { tags: preview.tags.join(", ") })}</li>
            )}
            {preview.answer && <li>{t("moderation.split.answer")}</li>}
            <Told name={preview.told} />
          </Changes>
          <WordsForm
            action={action}
            hidden={hidden}
            label={t("moderation.topic-words")}
            ways={[{ value: "split", label: t("posts.split-button"), variant: "primary" }]}
          />
        </>
      )}
    </Page>
  )
}

function Page({
  title,
  look,
  children,
}: {
  title: string
  look: Look<unknown>
  children: ReactNode
}): ReactElement {
  return (
    <StaffPage title={title}>
      {"wrong" in look && (
        <Notice kind="error" live>
          {look.wrong}
        </Notice>
      )}
      {children}
      <p>
        <Link href={look.back}>{t("moderation.merge.back")}</Link>
      </p>
    </StaffPage>
  )
}

function Changes({ children }: { children: ReactNode }): ReactElement {
  return (
    <section aria-labelledby="preview" className="flex flex-col gap-3">
      <h2 id="preview">{t("moderation.many.preview")}</h2>
      <ul className="flex list-disc flex-col gap-1 ps-5">{children}</ul>
    </section>
  )
}

const Told = ({ name }: { name: string | undefined }): ReactElement => (
  <li>{name ? t("moderation.merge.told", { name }) : t("moderation.merge.told-nobody")}</li>
)

const To = ({ href, title }: { href: string; title: string }): ReactElement => (
  <Link href={href}>
    <bdi>{title}</bdi>
  </Link>
)
