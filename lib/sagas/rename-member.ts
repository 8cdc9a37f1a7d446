/** A member's new name, wherever the old one stands. */
import { RENAMING } from "#lib/forum/renaming.ts"
import type { SagaKind } from "./contract.ts"
import { spreading } from "./spreading.ts"

const [first, ...others] = spreading()

export const renameMember: SagaKind = {
  kind: RENAMING,
  title: () => "Bring a new name everywhere",
  steps: [first!, ...others],
}
