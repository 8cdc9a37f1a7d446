/** Titles, descriptions and canonical addresses of pages that several routes show. */
import type { Metadata } from "next"
import type { TopicView } from "#lib/views/topic.ts"
import { t } from "#lib/words/t.ts"
import { type FeedOf, feedPath, topicPath } from "./paths.ts"

/** The one address of a page, and the feed with which programs follow what it shows. */
export function alternates(canonical: string, feed?: { title: string; of?: FeedOf }): Metadata["alternates"] {
  if (!feed) return { canonical }
  const types = { "application/atom+xml": [{ url: feedPath(feed.of), title: feed.title }] }
  return { canonical, types }
}

/** A topic's page. The page right after writing names the numbered one as its own. */
export function topicMetadata({ topic, page }: TopicView): Metadata {
  const { area } = topic
  return {
    title: page > 1 ? t("topics.title-on-page", { title: topic.title, page }) : topic.title,
    description: page > 1 ? t("topics.excerpt-on-page", { page, excerpt: topic.excerpt }) : topic.excerpt,
    alternates: alternates(
      topicPath(topic, { area, page }),
      area === "public" ? { title: topic.title, of: ["t", topic.id] } : undefined,
    ),
    ...(area === "private" && { robots: { index: false } }),
  }
}
