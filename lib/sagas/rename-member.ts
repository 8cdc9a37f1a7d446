/** A member's new name, wherever the old one stands. */
import { RENAMING } from "#lib/forum/renaming.ts"
import type { SagaKind } from "./contract.ts"
import { spreading } from "./spreading.ts"

const [first, ...others] = spreading()

export const renameMember: SagaKind = {
  kind: RENAMING,
  title: (saga) => `Rename to ${saga.by?.name ?? "another name"}`,
  steps: [first!, ...others],
}
