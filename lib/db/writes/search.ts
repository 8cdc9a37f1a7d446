/** Writes of the search index, as values for commit(). */
import { IS_NEW, type Write } from "../commit.ts"
import {
  type Contents,
  type Fresh,
  type Gone,
  SearchBlocks,
  SearchContents,
  SearchFresh,
  SearchGone,
  type SearchTask,
  SearchTasks,
  type StoredBlock,
} from "../items/search.ts"
import { searchBlockKey, searchFreshKey, searchGoneKey, searchTaskKey } from "../keys/search.ts"
import { overtaken } from "../retry.ts"

/** Raised when something newer is there already: then all is well. */
export class IsNewer extends Error {}

const newer = () => new IsNewer("The index holds something newer.")
const IS_OLDER = "attribute_not_exists(PK) OR stamp <= :stamp"

export function putFresh(fresh: Fresh): Write {
  return {
    kind: "put",
    repeatable: true,
    item: SearchFresh.encode(fresh),
    condition: IS_OLDER,
    values: { ":stamp": fresh.stamp },
    refusal: newer,
  }
}

/** Takes a post out of the fresh ones, if what is there is not newer than `stamp`. */
export function deleteFresh(fresh: Pick<Fresh, "scope" | "post" | "stamp">): Write {
  return {
    kind: "delete",
    repeatable: true,
    key: searchFreshKey(fresh.scope, fresh.post),
    condition: IS_OLDER,
    values: { ":stamp": fresh.stamp },
    refusal: newer,
  }
}

/** What is older than its stamp is not to be found any more. */
export function putGone(gone: Gone): Write {
  return {
    kind: "put",
    repeatable: true,
    item: SearchGone.encode(gone),
    condition: IS_OLDER,
    values: { ":stamp": gone.stamp },
    refusal: newer,
  }
}

export function deleteGone(gone: Gone): Write {
  return {
    kind: "delete",
    repeatable: true,
    key: searchGoneKey(gone.scope, gone.kind, gone.id),
    condition: IS_OLDER,
    values: { ":stamp": gone.stamp },
    refusal: newer,
  }
}

/** Items of blocks, for putMany: a segment has its own id, and nobody else writes under it. */
export const blockItem = (block: StoredBlock): Record<string, unknown> => SearchBlocks.encode(block)

/** Without a condition: a block of a segment that nobody searches. */
export function deleteBlock(scope: string, segment: string, n: number): Write {
  return { kind: "delete", key: searchBlockKey(scope, segment, n) }
}

/** @param before what the change was decided by */
export function putContents(before: Contents, after: Omit<Contents, "version">): Write {
  const item = SearchContents.encode({ ...after, version: before.version + 1 })
  if (before.version === 0)
    return { kind: "put", repeatable: true, item, condition: IS_NEW, refusal: overtaken }
  return {
    kind: "put",
    item,
    condition: "version = :version",
    values: { ":version": before.version },
    refusal: overtaken,
  }
}

/** Without a condition: asked for again, it begins again. */
export function putTask(task: SearchTask): Write {
  return { kind: "put", item: SearchTasks.encode(task) }
}

/** How far it came, unless it was asked for again meanwhile. */
export function advanceTask(
  task: SearchTask,
  progress: Pick<SearchTask, "after" | "post" | "topics">,
): Write {
  return {
    kind: "put",
    repeatable: true,
    item: SearchTasks.encode({ ...task, post: undefined, ...progress }),
    condition: "stamp = :stamp",
    values: { ":stamp": task.stamp },
    refusal: newer,
  }
}

export function deleteTask(task: SearchTask): Write {
  return {
    kind: "delete",
    repeatable: true,
    key: searchTaskKey(`${task.kind}#${task.id}`),
    condition: IS_OLDER,
    values: { ":stamp": task.stamp },
    refusal: newer,
  }
}
