/** A Discourse archive of any size, in our own words: for measuring the import. The same numbers give the same files. */
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"

export type FolderSize = { posts: number; topics: number; members?: number }

const WORDS =
  "the tide keel plank harbour we you rope and a in of to wind sail that is was not but with on for at rudder mooring rivet copper varnish brush chart bearing lamp engine battery wire slip ladder shed bench saw plane oak larch tar winter summer morning should could measured again because before after slowly nearly always never small long cold warm question answer maybe please thanks".split(
    " ",
  )
const START = Date.parse("2018-03-01T06:00:00Z")

/** Repeatable chance: two runs write the same archive. */
function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Writes the archive: half of the topics as topic JSON (HTML only), half as one file a post (Markdown and HTML). */
export function writeDiscourseFolder(folder: string, { posts, topics, members = 1200 }: FolderSize): void {
  mkdirSync(join(folder, "topics"), { recursive: true })
  mkdirSync(join(folder, "posts"), { recursive: true })
  const random = chance(7)
  let id = 0
  let left = posts
  for (let topic = 1; topic <= topics; topic++) {
    // A few topics are long, most are short: the rest of the posts goes to the last one.
    const share = Math.round((left / (topics - topic + 1)) * (random() < 0.05 ? 6 : 0.2 + random() * 1.1))
    const count = topic === topics ? left : Math.max(1, Math.min(left - (topics - topic), share))
    left -= count
    const began = START + topic * 3_600_000
    const stream = Array.from({ length: count }, (_, i) =>
      post({ id: ++id, topic, number: i + 1, time: began + i * 1_800_000, members, random }),
    )
    if (topic % 2 === 0) writeTopic(folder, topic, began, stream)
    else for (const one of stream) writePost(folder, topic, one)
  }
}

type Written = { raw: string; cooked: string; fields: Record<string, unknown> }

function post(of: {
  id: number
  topic: number
  number: number
  time: number
  members: number
  random: () => number
}): Written {
  const { id, topic, number, time, random } = of
  const member = 1 + Math.floor(random() ** 2 * of.members)
  const { raw, cooked } = body(random, topic, number)
  const at = new Date(time).toISOString()
  const fields = {
    id,
    username: `sailor${member}`,
    user_id: member,
    avatar_template: `/user_avatar/forum.example.org/sailor${member}/{size}/1_2.png`,
    created_at: at,
    updated_at: at,
    post_number: number,
    post_type: 1,
    topic_id: topic,
    reply_to_post_number: number > 2 && random() < 0.3 ? number - 1 : null,
    version: random() < 0.2 ? 2 : 1,
    actions_summary: random() < 0.3 ? [{ id: 2, count: 1 + Math.floor(random() * 5) }] : [],
    hidden: false,
    deleted_at: null,
    accepted_answer: false,
    reads: 40,
    score: 12.4,
    trust_level: 2,
    moderator: false,
    admin: false,
    staff: false,
    user_title: null,
    wiki: false,
  }
  return { raw, cooked, fields }
}

function sentence(random: () => number): string {
  const words = Array.from(
    { length: 6 + Math.floor(random() * 14) },
    () => WORDS[Math.floor(random() * WORDS.length)]!,
  )
  return `${words.join(" ").replace(/^./, (first) => first.toUpperCase())}.`
}

function body(random: () => number, topic: number, number: number): { raw: string; cooked: string } {
  const [raw, cooked]: [string[], string[]] = [[], []]
  const add = (markdown: string, html: string): void => {
    raw.push(markdown)
    cooked.push(html)
  }
  if (number > 1 && random() < 0.2) {
    const text = sentence(random)
    const from = 1 + Math.floor(random() * (number - 1))
    add(
      `[quote="sailor3, post:${from}, topic:${topic}"]\n${text}\n[/quote]`,
      `<aside class="quote no-group" data-username="sailor3" data-post="${from}" data-topic="${topic}">\n<div class="title"><div class="quote-controls"></div>sailor3:</div>\n<blockquote>\n<p>${text}</p>\n</blockquote>\n</aside>`,
    )
  }
  for (let left = 1 + Math.floor(random() ** 2 * 9); left > 0; left--) {
    const text = Array.from({ length: 1 + Math.floor(random() * 4) }, () => sentence(random)).join(" ")
    const kind = random()
    if (kind < 0.08) {
      const items = Array.from({ length: 3 }, () => sentence(random))
      add(
        items.map((item) => `- ${item}`).join("\n"),
        `<ul>\n${items.map((item) => `<li>${item}</li>`).join("\n")}\n</ul>`,
      )
    } else if (kind < 0.13) {
      const code = "const depth = height - sill\nif (depth > 0.6) open(slip)"
      add(
        `\`\`\`js\n${code}\n\`\`\``,
        `<pre><code class="lang-js">${code.replace(">", "&gt;")}\n</code></pre>`,
      )
    } else if (kind < 0.25) {
      add(
        `${text} **${sentence(random)}** See [the chart](https://example.org/chart/${topic}), @sailor${number}.`,
        `<p>${text} <strong>${sentence(random)}</strong> See <a href="https://example.org/chart/${topic}" rel="nofollow">the chart</a>, <a class="mention" href="/u/sailor${number}">@sailor${number}</a>.</p>`,
      )
    } else add(text, `<p>${text}</p>`)
  }
  return { raw: raw.join("\n\n"), cooked: cooked.join("\n") }
}

function writeTopic(folder: string, topic: number, began: number, stream: Written[]): void {
  const json = {
    post_stream: { posts: stream.map(({ cooked, fields }) => ({ ...fields, cooked })), stream: [] },
    id: topic,
    title: `Topic ${topic}: ${WORDS[topic % WORDS.length]} and ${WORDS[(topic * 7) % WORDS.length]}`,
    posts_count: stream.length,
    created_at: new Date(began).toISOString(),
    last_posted_at: stream.at(-1)!.fields.created_at,
    closed: topic % 50 === 0,
    category_id: 1 + (topic % 12),
    archetype: "regular",
    visible: true,
    tags: topic % 3 === 0 ? ["rigging"] : [],
  }
  writeFileSync(join(folder, "topics", `${topic}.json`), JSON.stringify(json))
}

function writePost(folder: string, topic: number, { raw, cooked, fields }: Written): void {
  const json = {
    ...fields,
    raw,
    cooked,
    topic_title: `Topic ${topic}: ${WORDS[topic % WORDS.length]} in winter`,
    topic_slug: `topic-${topic}`,
    category_id: 1 + (topic % 12),
  }
  writeFileSync(join(folder, "posts", `${fields.id}.json`), JSON.stringify(json))
}
