/** Titles, descriptions and canonical addresses of pages that several routes show. */
import type { Metadata } from "next"
import type { TopicView } from "#lib/views/topic.ts"
import { locale, t } from "#lib/words/t.ts"
import { CARD } from "./card-size.ts"
import { cardPath, type FeedOf, feedPath, topicPath } from "./paths.ts"
import { siteName } from "./site.ts"

/** The one address of a page, and the feed with which programs follow what it shows. */
export function alternates(canonical: string, feed?: { title: string; of?: FeedOf }): Metadata["alternates"] {
  if (!feed) return { canonical }
  const types = { "application/atom+xml": [{ url: feedPath(feed.of), title: feed.title }] }
  return { canonical, types }
}

/**
 * What a link to a page looks like where people share it. The description is the page's own, and its title where no
 * other is told: that has the forum's name in it, which stands there anyway.
 * @param of what the picture is of, the forum if it is not told
 */
export async function shared(
  title?: string,
  of?: Parameters<typeof cardPath>[0],
): Promise<NonNullable<Metadata["openGraph"]>> {
  const site = await siteName()
  return {
    ...(title !== undefined && { title }),
    type: "website",
    siteName: site,
    locale: locale().replace("-", "_"),
    images: [{ url: cardPath(of), ...CARD, alt: (of && title) ?? site, type: "image/png" }],
  }
}

/** A topic's page. The page right after writing names the numbered one as its own. */
export async function topicMetadata({ topic, page }: TopicView): Promise<Metadata> {
  const { area } = topic
  return {
    title: page > 1 ? t("topics.title-on-page", { title: topic.title, page }) : topic.title,
    description: page > 1 ? t("topics.excerpt-on-page", { page, excerpt: topic.excerpt }) : topic.excerpt,
    alternates: alternates(
      topicPath(topic, { area, page }),
      area === "public" ? { title: topic.title, of: ["t", topic.id] } : undefined,
    ),
    ...(area === "private"
      ? { robots: { index: false } }
      : {
          openGraph: {
            ...(await shared(topic.title, ["t", topic.id])),
            type: "article",
            url: topicPath(topic, { page }),
            publishedTime: topic.createdAt,
            section: topic.category.name,
            tags: topic.tags,
          },
        }),
  }
}

/** The page in place of a topic that was removed: nothing of it, not even its title. */
export const goneMetadata = (): Metadata => ({ title: t("topics.gone"), robots: { index: false } })
