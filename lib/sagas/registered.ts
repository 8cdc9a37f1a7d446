/** The sagas that there are. */
import { actOnMany, undoActOnMany } from "./act-on-many.ts"
import type { SagaKind } from "./contract.ts"
import { emptyCategory } from "./empty-category.ts"
import { exportData } from "./export-data.ts"
import { followMerge } from "./follow-merge.ts"
import { leaveForum } from "./leave-forum.ts"
import { mergeCategory } from "./merge-category.ts"
import { mergeMembers } from "./merge-members.ts"
import { mergeTopics, splitTopic, unmergeTopics } from "./merge-topics.ts"
import { recountThanks } from "./recount-thanks.ts"
import { renameMember } from "./rename-member.ts"
import { retagTopics } from "./retag-topics.ts"
import { sanctionMembers, unsanctionMembers } from "./sanction-members.ts"
import { sweepMembers, unsweepMembers } from "./sweep-members.ts"

const KINDS: readonly SagaKind[] = [
  actOnMany,
  undoActOnMany,
  renameMember,
  leaveForum,
  exportData,
  mergeTopics,
  splitTopic,
  unmergeTopics,
  followMerge,
  emptyCategory,
  mergeCategory,
  mergeMembers,
  recountThanks,
  retagTopics,
  sanctionMembers,
  unsanctionMembers,
  sweepMembers,
  unsweepMembers,
]

/** Undefined for what only a newer version of the forum knows. */
export function findKind(name: string): SagaKind | undefined {
  return KINDS.find((one) => one.kind === name)
}

/** @throws Error for a name that no saga has: the item was written by a newer version of the forum */
export function kindOf(name: string): SagaKind {
  const kind = findKind(name)
  if (!kind) throw new Error(`This version of the forum knows no saga “${name}”.`)
  return kind
}
