/** Writes of the search index, measured as lib/bench/writes.ts measures those of people. */
import { mintId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { putTask } from "#lib/db/writes/search.ts"
import { refresh } from "#lib/search/sources.ts"
import { keepUp } from "#lib/search/table/upkeep.ts"
import { putPosts } from "#lib/search/table/write.ts"
import type { Purpose } from "./meter.ts"
import type { World } from "./world.ts"
import { anEntry } from "./world-search.ts"

type Write = (numbers: Partial<Record<Purpose, string>>, work: () => Promise<unknown>) => Promise<void>

export async function measureSearchWrites(write: Write, { posts, topics }: World): Promise<void> {
  const stamp = Date.UTC(2026, 1, 1)
  const topic = topics[1]!.id
  const fresh = (n: number) => mintId(stamp + n, "measured")
  await write({ own: "W-70" }, () => putPosts([anEntry(fresh(0), topic, 7)], stamp))
  const gone = { topic: topics[0]!.id, replaces: true, left: false }
  await write({ own: "W-71" }, () => refresh({ posts: new Map([[posts[9]!.id, gone]]), topics: new Map() }))
  await write({ own: "W-71b" }, async () =>
    refresh({ posts: new Map([[fresh(0), { ...gone, topic }]]), topics: new Map() }),
  )
  // What is fresh already goes first, so that a known number is left.
  while (await keepUp("measured"));
  for (let i = 0; i < 16; i++) await putPosts([{ ...anEntry(fresh(i), topic, i), scope: "staff" }], stamp)
  await write({ own: "W-72" }, () => keepUp("staff"))
  for (let n = 1; n < 8; n++) {
    for (let i = 0; i < 16; i++)
      await putPosts([{ ...anEntry(fresh(100 * n + i), topic, 100 * n + i), scope: "staff" }], stamp)
    await keepUp("staff")
  }
  await write({ own: "W-73" }, () => keepUp("staff"))
  const many = Array.from({ length: 500 }, (_, i) => anEntry(fresh(2_000 + i), topic, i))
  await write({ own: "W-74" }, () =>
    putPosts(
      many.map((entry) => ({ ...entry, scope: "members" })),
      stamp,
    ),
  )
  await write({ own: "W-75" }, () => commit([putTask({ kind: "topic", id: topic, stamp })]))
}
