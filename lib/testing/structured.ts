/** What Google's documents ask of structured data, of each type that pages have: rules, for tests to hold pages against. */

type Rule = (value: unknown, thing: Record<string, unknown>) => boolean

const text: Rule = (value) => typeof value === "string" && value.trim() !== ""
const url: Rule = (value) => typeof value === "string" && /^https?:/.test(value) && URL.canParse(value)
/** ISO 8601 with a time zone: without one it is guessed. */
const time: Rule = (value) =>
  typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value)
const count: Rule = (value) => Number.isInteger(value) && (value as number) >= 0
const typed =
  (...types: string[]): Rule =>
  (value) =>
    types.includes(String((value as { "@type"?: unknown } | undefined)?.["@type"]))
const list =
  (one: Rule, least = 0): Rule =>
  (value, thing) =>
    Array.isArray(value) && value.length >= least && value.every((item) => one(item, thing))
const oneOrMore =
  (one: Rule): Rule =>
  (value, thing) =>
    Array.isArray(value) ? value.length > 0 && value.every((item) => one(item, thing)) : one(value, thing)

const counted = oneOrMore(typed("InteractionCounter"))
const written: Record<string, Rule> = {
  author: typed("Person"),
  datePublished: time,
  text,
}
const changed = { "dateModified?": time, "interactionStatistic?": counted }
const kinds = "(Like|Dislike|View|Comment|Reply|Share|Follow|Write)"

/** With a `?` what need not be there. */
const RULES: Record<string, Record<string, Rule>> = {
  DiscussionForumPosting: {
    ...written,
    ...changed,
    "@id?": url,
    headline: text,
    url,
    mainEntityOfPage: url,
    "articleSection?": text,
    "keywords?": text,
    comment: list(typed("Comment")),
  },
  Comment: { ...written, ...changed, url },
  QAPage: { "url?": url, mainEntity: typed("Question") },
  Question: {
    ...written,
    name: text,
    answerCount: count,
    "upvoteCount?": count,
    "acceptedAnswer?": typed("Answer"),
    "suggestedAnswer?": list(typed("Answer"), 1),
    "@type": (_, thing) => thing.acceptedAnswer !== undefined || thing.suggestedAnswer !== undefined,
  },
  Answer: { ...written, "dateModified?": time, url, upvoteCount: count },
  Person: {
    name: text,
    "url?": url,
    "description?": text,
    "image?": url,
    "agentInteractionStatistic?": counted,
    "interactionStatistic?": counted,
  },
  ProfilePage: { "url?": url, "dateCreated?": time, "dateModified?": time, mainEntity: typed("Person") },
  // A way of one step is none.
  BreadcrumbList: { itemListElement: list((item) => typed("ListItem")(item, {}), 2) },
  ListItem: { position: count, name: text, item: url },
  InteractionCounter: {
    interactionType: (value) => new RegExp(`^https://schema\\.org/${kinds}Action$`).test(String(value)),
    userInteractionCount: count,
  },
}

/** What is wrong with the things of a page (its `@graph`), as sentences; none when all is as it should be. */
export function wrongThings(things: unknown): string[] {
  if (Array.isArray(things)) return things.flatMap(wrongThings)
  if (typeof things !== "object" || things === null) return []
  const thing = things as Record<string, unknown>
  const inner = Object.values(thing).flatMap(wrongThings)
  const type = String(thing["@type"])
  const rules = RULES[type]
  if (!rules) return [`Nobody knows a ${type}.`, ...inner]
  const names = Object.keys(rules).map((name) => name.replace("?", ""))
  return [
    ...Object.entries(rules).flatMap(([name, rule]) => {
      const own = name.replace("?", "")
      if (thing[own] === undefined) return name.endsWith("?") ? [] : [`${type} has no ${own}.`]
      return rule(thing[own], thing)
        ? []
        : [`${own} of ${type} is ${JSON.stringify(thing[own])?.slice(0, 200)}.`]
    }),
    ...Object.keys(thing).flatMap((name) =>
      name === "@type" || names.includes(name) ? [] : [`${type} has ${name}, of which no rule is known.`],
    ),
    ...(type === "BreadcrumbList" ? misplaced(thing.itemListElement) : []),
    ...inner,
  ]
}

function misplaced(steps: unknown): string[] {
  const places = Array.isArray(steps) ? steps.map((step) => step.position) : []
  return places.every((place, i) => place === i + 1) ? [] : [`Steps stand at ${places.join(", ")}.`]
}

/** What a page's HTML tells machines. @throws Error when it is no JSON-LD */
export function thingsIn(html: string): unknown[] {
  const found = html.matchAll(/<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/gs)
  return Array.from(found, ([, json]) => {
    const data = JSON.parse(json!)
    if (data["@context"] !== "https://schema.org") throw new Error("The words must be those of schema.org.")
    return data["@graph"]
  }).flat()
}
