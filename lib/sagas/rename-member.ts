/** A member's new name, wherever the old one stands. */
import { RENAMING } from "#lib/forum/renaming.ts"
import type { SagaKind } from "./contract.ts"
import { spreading } from "./spreading.ts"
import { toldOfLikes, toldOfPosts } from "./telling.ts"

const [first, ...others] = [
  ...spreading(),
  { name: "told", says: "What others were told of you", turn: toldOfPosts() },
  { name: "told-likes", says: "What others were told of your likes", turn: toldOfLikes() },
]

export const renameMember: SagaKind = {
  kind: RENAMING,
  title: () => "Bring a new name everywhere",
  steps: [first!, ...others],
}
