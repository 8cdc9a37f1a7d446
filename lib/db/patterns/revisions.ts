import { get } from "../batch.ts"
import { type Reaction, Reactions, type Revision, Revisions } from "../items/posts.ts"
import { revisionKey } from "../keys/posts.ts"
import { PREFIX } from "../keys/prefixes.ts"
import { query } from "../query.ts"

/** How many revisions or reactions one page of them holds. */
export const REVISIONS_PER_PAGE = 20

/** AP-18: the newest revisions of a post, newest first; older ones from `before` (their number) on. */
export async function revisionsOf(post: string, before?: number): Promise<Revision[]> {
  const { PK } = revisionKey(post, 0)
  const { items } = await query({
    pk: PK,
    beginsWith: PREFIX.revision,
    descending: true,
    limit: REVISIONS_PER_PAGE,
    after: before === undefined ? undefined : revisionKey(post, before),
  })
  return Revisions.readAll(items)
}

/** AP-18b: one revision of a post: the source as it was then. */
export async function getRevision(
  post: string,
  n: number,
  { consistent = false } = {},
): Promise<Revision | undefined> {
  return Revisions.read(await get(revisionKey(post, n), { consistent }))
}

/** AP-18c: who reacted to a post, a page of them. */
export async function reactionsTo(
  post: string,
  { limit = REVISIONS_PER_PAGE, consistent = false } = {},
): Promise<Reaction[]> {
  const { items } = await query({
    pk: revisionKey(post, 0).PK,
    beginsWith: PREFIX.reaction,
    limit,
    consistent,
  })
  return Reactions.readAll(items)
}
