/** Small Discourse archives for tests, in our own words, written into a folder of their own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { onTestFinished } from "vitest"

type Json = Record<string, unknown>

/** Writes files (objects as JSON) into a new folder, which goes away after the test. */
export function archiveOf(files: Record<string, Json | unknown[] | string>): string {
  const folder = mkdtempSync(join(tmpdir(), "stoa-archive-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content))
  }
  return folder
}

/** A post as topic JSON has it; `id`, `topic_id` and `post_number` are needed. */
export function sourcePost(changes: Json & { id: number; topic_id: number; post_number: number }): Json {
  const at = new Date(Date.parse("2021-05-01T08:00:00Z") + changes.id * 60_000).toISOString()
  return {
    username: "jory",
    user_id: 1,
    avatar_template: "/user_avatar/quay.example/jory/{size}/1.png",
    created_at: at,
    updated_at: at,
    cooked: "<p>The slip is dry until noon.</p>",
    post_type: 1,
    version: 1,
    reply_to_post_number: null,
    actions_summary: [],
    hidden: false,
    deleted_at: null,
    ...changes,
  }
}

/** A topic as `/t/<id>.json` gives it. */
export function sourceTopic(id: number, posts: Json[], changes: Json = {}): Json {
  return {
    id,
    title: `Topic of the quay ${id}`,
    created_at: posts[0]?.created_at,
    category_id: 5,
    archetype: "regular",
    visible: true,
    closed: false,
    tags: [],
    post_stream: { posts, stream: [] },
    ...changes,
  }
}

/** A post as `/posts.json` gives it: with its Markdown and its topic's title. */
export function sourceSinglePost(
  changes: Json & { id: number; topic_id: number; post_number: number },
): Json {
  return {
    ...sourcePost(changes),
    raw: "The slip is **dry** until noon.",
    topic_title: `Topic of the quay ${changes.topic_id}`,
    topic_slug: "topic-of-the-quay",
    category_id: 5,
    ...changes,
  }
}
