import type { Metadata } from "next"
import type { ReactElement } from "react"
import { ChoicePage } from "#components/keeping/choice-page.tsx"
import { topicLevels } from "#components/keeping/levels.ts"
import { Link } from "#components/ui/link.tsx"
import { loadTopicWatch, type WatchView } from "#lib/views/keeping.ts"
import { watchingSettingsPath } from "#lib/web/account-paths.ts"
import { found, idIn } from "#lib/web/found.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { watchTopicPath } from "#lib/web/paths.ts"
import { fromQuery } from "#lib/web/query.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { watchTopicAction } from "../../../actions.ts"

export const metadata: Metadata = { title: t("keeping.follow-topic") }

export default async function Page({
  params,
  searchParams,
}: PageProps<"/watch/topic/[id]">): Promise<ReactElement> {
  const id = idIn((await params).id)
  const view = await found(loadTopicWatch(await memberOrSignIn(watchTopicPath(id)), id))
  return (
    <ChoicePage
      title={t("keeping.choose-topic")}
      about={view.name}
      path={view.path}
      choices={topicLevels()}
      current={view.level}
      name="level"
      hidden={{ topic: view.id }}
      action={watchTopicAction}
      saved={(await fromQuery(searchParams, "said")) === "saved"}
    >
      <Why from={view.from} />
    </ChoicePage>
  )
}

function Why({ from }: Pick<WatchView, "from">): ReactElement | null {
  if (from === "category") return <p className="text-muted">{t("keeping.as-category")}</p>
  if (from !== "itself") return null
  return (
    <p className="text-muted">
      {rich("keeping.by-itself", { link: (words) => <Link href={watchingSettingsPath()}>{words}</Link> })}
    </p>
  )
}
