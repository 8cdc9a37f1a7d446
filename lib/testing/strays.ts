/** Replies that come into a topic after it was merged. */
import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { putPost, putRevision } from "#lib/db/writes/posts.ts"
import type { Member } from "#lib/forum/actor.ts"

/** A reply of who had read the topic before it was closed. @returns its id */
export async function replyInto(member: Member, topic: string): Promise<string> {
  const [id, author, at] = [newId(), { id: member.id, name: member.name }, nowIso()]
  const post = {
    ...{ id, topic, author, html: "<p>Late</p>", renderer: 1 },
    ...{ createdAt: at, version: 1, likeCount: 0 },
  }
  await commit([
    putPost(post),
    putRevision({ post: id, n: 1, source: "Late", editor: author, createdAt: at }),
  ])
  return id
}
