/** The search page: what was asked for, and what the viewer finds. */
import { Id } from "#lib/base/ids.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { type Result, type Results, searchForum } from "#lib/forum/searching.ts"
import { visibleTopic } from "#lib/forum/visible.ts"
import { spend } from "#lib/limits/spend.ts"
import { wantedOf } from "#lib/search/analyse.ts"
import { type Asked, isEmpty, MAX_QUERY, parseQuery } from "#lib/search/query.ts"
import type { Place } from "#lib/search/search-index.ts"
import { marked, type Piece, snippetOf } from "#lib/search/snippets.ts"
import { shownFrom } from "#lib/search/text.ts"
import { areaOf, permanentPath, type SearchFields, searchPath, topicPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { type CategoryLink, linkTo } from "./categories.ts"

export type ResultView = {
  /** Of the post. */
  id: string
  href: string
  title: Piece[]
  snippet: Piece[]
  isFirst: boolean
  author: string
  createdAt: string
  category: CategoryLink
  tags: string[]
  /** Further posts of the topic that were found, and where they are listed. */
  others: number
  othersHref: string
}

export type SearchView = {
  fields: SearchFields
  categories: { id: string; name: string }[]
  /** In which topic alone is searched. */
  topic?: { id: string; title: string; href: string }
  /** Nothing was asked for yet when absent. */
  found?: {
    results: ResultView[]
    posts: number
    topics: number
    more: boolean
    /** From the second page on. */
    first?: string
    next?: string
  }
  /** Filters that mean nothing, in words for the viewer. */
  problems: string[]
  order: "relevance" | "date"
}

/**
 * The page of a search, or null when its address was made up. @param client whose limit a guest's search spends
 * @throws ForumError limited, not-found (the topic)
 */
export async function searchView(
  actor: Actor,
  typed: SearchFields,
  client: string,
): Promise<SearchView | null> {
  const fields = tidy(typed)
  const from = fields.from ? placeIn(fields.from) : undefined
  const topicId = fields.topic ? Id.safeParse(fields.topic) : undefined
  if ((fields.from && !from) || topicId?.success === false) return null
  const scene = topicId?.success ? await visibleTopic(actor, topicId.data) : undefined
  const topic = scene && {
    ...{ id: scene.topic.id, title: scene.topic.title },
    href: topicPath(scene.topic, { area: areaOf(scene.category) }),
  }
  const asked = withFields(parseQuery(fields.q ?? ""), fields)
  const order = fields.order === "date" ? ("date" as const) : ("relevance" as const)
  const shown = { fields, order, ...(topic && { topic }) }
  if (isEmpty(asked)) {
    const categories = await visibleCategories(actor)
    return { ...shown, categories, problems: problemsOf(asked, [], topic !== undefined) }
  }
  await (actor.kind === "member" ? spend("search.member", actor.id) : spend("search.client", client))
  const results = await searchForum(actor, {
    ...asked,
    order,
    ...(topic && { topic: topic.id }),
    ...(from && { from }),
  })
  return {
    ...shown,
    categories: results.categories,
    problems: problemsOf(asked, results.unknown, topic !== undefined),
    found: foundView(asked, results, fields),
  }
}

/** Only what can be meant: an address may hold anything. */
function tidy(typed: SearchFields): SearchFields {
  return Object.fromEntries(
    Object.entries(typed)
      .map(([name, value]) => [name, value?.toWellFormed().trim().slice(0, MAX_QUERY)])
      .filter(([, value]) => value),
  )
}

/** What stands in the query itself goes before what stands in the fields below it. */
function withFields(asked: Asked, fields: SearchFields): Asked {
  const typed = (["category", "author", "after", "before"] as const)
    .filter((name) => fields[name] && asked[name] === undefined)
    .map((name) => `${name}:"${fields[name]!.replaceAll('"', "")}"`)
  const tags = (fields.tag ?? "").split(/[\s,]+/).filter(Boolean)
  const more = parseQuery([...typed, ...tags.map((tag) => `tag:"${tag.replaceAll('"', "")}"`)].join(" "))
  const { category = more.category, author = more.author, before = more.before, after = more.after } = asked
  return {
    ...asked,
    ...(category && { category }),
    ...(author && { author }),
    ...(before && { before }),
    ...(after && { after }),
    tags: [...new Set([...asked.tags, ...more.tags])],
    unknown: [...asked.unknown, ...more.unknown],
  }
}

function problemsOf(asked: Asked, unknown: Results["unknown"], inTopic: boolean): string[] {
  return [
    ...asked.unknown.map((filter) =>
      filter.startsWith("in:") ? t("search.problem.in", { filter }) : t("search.problem.date", { filter }),
    ),
    ...(unknown.includes("category") ? [t("search.problem.category", { name: asked.category ?? "" })] : []),
    ...(unknown.includes("author") ? [t("search.problem.author", { name: asked.author ?? "" })] : []),
    ...(asked.inTopic && !inTopic ? [t("search.problem.in-topic")] : []),
  ]
}

function foundView(asked: Asked, results: Results, fields: SearchFields): NonNullable<SearchView["found"]> {
  const { posts, topics, more, next, languages, categories } = results
  const wanted = wantedOf([asked.text, ...asked.phrases].join(" "), languages)
  const viewOf = ({ hit, topic, category, post }: Result): ResultView => {
    const isFirst = post.id === topic.firstPost
    const area = areaOf(category)
    return {
      id: post.id,
      href: isFirst ? topicPath(topic, { area }) : permanentPath(post.id),
      title: marked(topic.title, wanted, languages),
      snippet: snippetOf(shownFrom(post.html), wanted, languages),
      isFirst,
      author: post.author.name,
      createdAt: post.createdAt,
      category: linkTo(category, categories),
      tags: topic.tags,
      others: hit.others,
      othersHref: searchPath({ ...fields, from: "", topic: topic.id.toLowerCase() }),
    }
  }
  return {
    results: results.results.map(viewOf),
    ...{ posts, topics, more },
    ...(fields.from && { first: searchPath({ ...fields, from: "" }) }),
    ...(next && { next: searchPath({ ...fields, from: formatPlace(next) }) }),
  }
}

function formatPlace({ score, post }: Place): string {
  return `${score.toString(36)}-${post.toLowerCase()}`
}

/** Reads what `formatPlace` wrote; undefined when it is anything else. */
function placeIn(text: string): Place | undefined {
  const match = /^([0-9a-z]{1,9})-([0-7][0-9a-hjkmnp-tv-z]{25})$/.exec(text)
  return match ? { score: Number.parseInt(match[1]!, 36), post: match[2]!.toUpperCase() } : undefined
}
