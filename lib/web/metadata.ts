/** Titles, descriptions and canonical addresses of pages that several routes show. */
import type { Metadata } from "next"
import type { TopicView } from "#lib/views/topic.ts"
import { t } from "#lib/words/t.ts"
import { topicPath } from "./paths.ts"

/** A topic's page. The page right after writing names the numbered one as its own. */
export function topicMetadata({ topic, page }: TopicView): Metadata {
  const { area } = topic
  return {
    title: page > 1 ? t("topics.title-on-page", { title: topic.title, page }) : topic.title,
    description: page > 1 ? t("topics.excerpt-on-page", { page, excerpt: topic.excerpt }) : topic.excerpt,
    alternates: { canonical: topicPath(topic, { area, page }) },
    ...(area === "private" && { robots: { index: false } }),
  }
}
