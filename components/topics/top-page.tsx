import type { ReactElement } from "react"
import { ListTabs } from "#components/keeping/list-tabs.tsx"
import { Tabs } from "#components/ui/tabs.tsx"
import type { TopView } from "#lib/views/top.ts"
import { TOP_PERIODS, topPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { NumberPager } from "./number-pager.tsx"
import { TopicList } from "./topic-list.tsx"

/** What people thought most of, by likes and replies. */
export function TopPage({ view }: { view: TopView }): ReactElement {
  const { period, topics, page, pages } = view
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <ListTabs current="top" />
      <div className="flex flex-wrap items-baseline justify-between gap-x-5 gap-y-2">
        <h1>{t(`topics.top.${period}`)}</h1>
        <Tabs
          label={t("topics.top.periods")}
          tabs={TOP_PERIODS.map((one) => ({
            href: topPath(one),
            label: t(`topics.top.period.${one}`),
            current: one === period,
          }))}
        />
      </div>
      <TopicList topics={topics} label={t(`topics.top.${period}`)} none={t("topics.top.empty")} />
      <NumberPager
        label={t("topics.pages-of-list")}
        page={page}
        pages={pages}
        href={(n) => topPath(period, n)}
      />
    </div>
  )
}
