/**
 * What pages are about, as schema.org says it (JSON-LD), for search engines: the types and properties that Google
 * documents for forums, questions, profiles and breadcrumbs. Of posts only their beginnings: the page has the rest.
 */
import { beginningOf } from "#lib/markup/excerpt.ts"
import type { CategoryView } from "#lib/views/category.ts"
import type { MemberHead } from "#lib/views/member.ts"
import type { PostView, TopicView } from "#lib/views/topic.ts"
import { t } from "#lib/words/t.ts"
import { categoryPath, homePath, memberPath, permanentPath, topicPath } from "./paths.ts"
import { siteUrl } from "./site.ts"

export type Thing = { "@type": string; [property: string]: unknown }

/** How much of a post is told. */
const TEXT = 300

const url = (path: string): string => siteUrl() + path

/** A topic: an answered question as such, anything else as a discussion; and the way to it. */
export function topicThings(view: TopicView): Thing[] {
  return [
    view.topic.question && view.answer ? questionPage(view) : discussion(view),
    wayTo(view.topic.category, true),
  ]
}

export function categoryThings({ category }: CategoryView): Thing[] {
  return category.parent ? [wayTo(category, false)] : []
}

export function memberThings({ name, about, joinedAt, postCount }: MemberHead): Thing[] {
  return [
    {
      "@type": "ProfilePage",
      url: url(memberPath(name)),
      dateCreated: joinedAt,
      mainEntity: {
        ...person(name),
        ...(about && { description: about }),
        agentInteractionStatistic: counter("WriteAction", postCount),
      },
    },
  ]
}

function discussion({ topic, posts, page }: TopicView): Thing {
  const [first, ...others] = posts
  const opening = page === 1 ? first : undefined
  const comments = opening ? others : posts
  return {
    "@type": "DiscussionForumPosting",
    "@id": url(topicPath(topic)),
    url: url(topicPath(topic)),
    mainEntityOfPage: url(topicPath(topic, { page })),
    headline: topic.title,
    text: (opening && textOf(opening)) || topic.excerpt || topic.title,
    author: person(topic.author.name),
    datePublished: topic.createdAt,
    ...(opening?.editedAt && { dateModified: opening.editedAt }),
    articleSection: topic.category.name,
    ...(topic.tags.length > 0 && { keywords: topic.tags.join(", ") }),
    interactionStatistic: [
      counter("CommentAction", topic.replyCount),
      ...(opening ? [counter("LikeAction", opening.likeCount)] : []),
    ],
    comment: comments.filter(isTold).map((post) => saying("Comment", post)),
  }
}

function questionPage({ topic, posts, answer }: TopicView): Thing {
  const [first, ...others] = posts
  const suggested = others.filter((post) => isTold(post) && post.id !== answer!.post.id)
  return {
    "@type": "QAPage",
    url: url(topicPath(topic)),
    mainEntity: {
      "@type": "Question",
      name: topic.title,
      text: (first && textOf(first)) || topic.excerpt || topic.title,
      author: person(topic.author.name),
      datePublished: topic.createdAt,
      upvoteCount: first?.likeCount ?? 0,
      answerCount: Math.max(topic.replyCount, 1),
      acceptedAnswer: saying("Answer", answer!.post),
      ...(suggested.length > 0 && { suggestedAnswer: suggested.map((post) => saying("Answer", post)) }),
    },
  }
}

/** What stays of a removed post says nothing; nor does one that is only a picture. */
const isTold = (post: PostView): boolean => !post.removed && textOf(post) !== ""

const textOf = ({ html }: PostView): string => beginningOf(html, TEXT)

function saying(type: "Comment" | "Answer", post: PostView): Thing {
  const { id, author, createdAt, editedAt, likeCount } = post
  return {
    "@type": type,
    url: url(permanentPath(id)),
    text: textOf(post),
    author: person(author.name),
    datePublished: createdAt,
    ...(editedAt && { dateModified: editedAt }),
    ...(type === "Answer"
      ? { upvoteCount: likeCount }
      : likeCount > 0 && { interactionStatistic: counter("LikeAction", likeCount) }),
  }
}

function person(name: string): Thing {
  return { "@type": "Person", name, url: url(memberPath(name)) }
}

function counter(action: string, count: number): Thing {
  return {
    "@type": "InteractionCounter",
    interactionType: `https://schema.org/${action}`,
    userInteractionCount: count,
  }
}

type Place = { slug: string; name: string; parent?: { slug: string; name: string } }

/** From home down to a category. @param whole whether the category is a step on the way, and not the page itself */
function wayTo(category: Place, whole: boolean): Thing {
  const { parent } = category
  const steps = [
    { name: t("topics.home"), path: homePath() },
    ...(parent ? [{ name: parent.name, path: categoryPath(parent.slug) }] : []),
    ...(whole ? [{ name: category.name, path: categoryPath(category.slug) }] : []),
  ]
  return {
    "@type": "BreadcrumbList",
    itemListElement: steps.map(({ name, path }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name,
      item: url(path),
    })),
  }
}
