/** Sagas under way and what they leave, in the forum that is measured: the same whatever the forum's size. */
import { epochSecondsIn, HOUR } from "#lib/base/clock.ts"
import { mintId } from "#lib/base/ids.ts"
import type { Person } from "#lib/db/items/entity.ts"
import type { Post } from "#lib/db/items/posts.ts"
import { Appearances, MemberSagas, type Saga, SagaParts, Sagas, TopicSagas } from "#lib/db/items/sagas.ts"

export const SAGA_OF_ANN = mintId(1, "saga")
export const EXPORT_OF_ANN = mintId(2, "export")

export function sagaItems(ann: Person, posts: Post[]): Record<string, unknown>[] {
  const at = posts[0]!.createdAt
  const expiresAt = epochSecondsIn(HOUR)
  const saga = (id: string): Saga => ({
    ...{ id, kind: "rename-member", state: "running", step: "posts", attempts: 0, done: 0, version: 1 },
    ...{ input: { user: ann.id }, data: {}, by: ann.id, startedAt: at, updatedAt: at },
  })
  return [
    Sagas.encode(saga(SAGA_OF_ANN)),
    ...[3, 4, 5].map((n) => Sagas.encode(saga(mintId(n, "saga")))),
    ...Array.from({ length: 30 }, (_, n) =>
      Sagas.encode({
        ...saga(mintId(n, "failed")),
        ...{ state: "failed", failure: "The name is taken.", finishedAt: at, expiresAt },
      }),
    ),
    MemberSagas.encode({ user: ann.id, kind: "rename-member", saga: SAGA_OF_ANN, expiresAt }),
    SagaParts.encode({
      saga: EXPORT_OF_ANN,
      n: 1,
      file: "posts.jsonl",
      text: "South. ".repeat(4000),
      expiresAt,
    }),
    ...[6, 7, 8].map((n) =>
      TopicSagas.encode({
        topic: posts[0]!.topic,
        saga: mintId(n, "merge"),
        kind: "merge-topics",
        expiresAt,
      }),
    ),
    ...posts.slice(0, 25).map(({ id }) => Appearances.encode({ user: ann.id, post: id })),
  ]
}
