import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import { Time } from "#components/ui/time.tsx"
import { loadVersion } from "#lib/views/history.ts"
import { found, idIn } from "#lib/web/found.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { pageNumber } from "#lib/web/params.ts"
import { historyPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

export function generateMetadata(): Metadata {
  return { title: t("history.page"), robots: { index: false } }
}

/** One version of a post, as its author typed it. */
export default async function Page({
  params,
}: PageProps<"/post/[id]/history/[version]">): Promise<ReactElement> {
  const { id: text, version } = await params
  const [id, n] = [idIn(text), pageNumber([version]) ?? notFound()]
  const member = await memberOrSignIn(historyPath(id))
  const { topic, editor, at, title, source } = await found(loadVersion(member, id, n))
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-5">
      <div>
        <p className="text-sm text-muted">
          <Link href={historyPath(id)}>{t("history.title", { topic: title ?? topic })}</Link>
        </p>
        <h1>{t("history.source-of", { n })}</h1>
        <p className="text-sm text-muted">
          {n === 1 ? t("history.written-by", { editor }) : t("history.changed-by", { editor })}
          {", "}
          <Time at={at} precise />
        </p>
      </div>
      <pre
        dir="auto"
        className="rounded-md border border-border p-4 font-mono text-sm whitespace-pre-wrap wrap-anywhere"
      >
        {source}
      </pre>
    </div>
  )
}
