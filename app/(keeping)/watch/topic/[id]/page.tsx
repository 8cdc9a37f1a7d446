import type { Metadata } from "next"
import type { ReactElement } from "react"
import { ChoicePage } from "#components/keeping/choice-page.tsx"
import { TOPIC_LEVELS } from "#components/keeping/levels.ts"
import { Link } from "#components/ui/link.tsx"
import { loadTopicWatch, type WatchView } from "#lib/views/keeping.ts"
import { found, idIn } from "#lib/web/found.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { watchingSettingsPath, watchTopicPath } from "#lib/web/paths.ts"
import { fromQuery } from "#lib/web/query.ts"
import { watchTopicAction } from "../../../actions.ts"

export const metadata: Metadata = { title: "Follow a topic" }

export default async function Page({
  params,
  searchParams,
}: PageProps<"/watch/topic/[id]">): Promise<ReactElement> {
  const id = idIn((await params).id)
  const view = await found(loadTopicWatch(await memberOrSignIn(watchTopicPath(id)), id))
  return (
    <ChoicePage
      title="How closely to follow this topic"
      about={view.name}
      path={view.path}
      choices={TOPIC_LEVELS}
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
  if (from === "category") return <p className="text-muted">For now it is followed as its category is.</p>
  if (from !== "itself") return null
  return (
    <p className="text-muted">
      It is followed because you wrote in it.{" "}
      <Link href={watchingSettingsPath()}>Change what follows by itself</Link>
    </p>
  )
}
