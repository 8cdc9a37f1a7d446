/** A member's new name, wherever the old one stands. */
import { RENAMING } from "#lib/forum/renaming.ts"
import { t } from "#lib/words/t.ts"
import type { SagaKind } from "./contract.ts"
import { spreading } from "./spreading.ts"
import { toldOfLikes, toldOfPosts } from "./telling.ts"

const [first, ...others] = [
  ...spreading(),
  { name: "told", says: () => t("sagas.told-of-you"), turn: toldOfPosts() },
  { name: "told-likes", says: () => t("sagas.told-of-your-likes"), turn: toldOfLikes() },
]

export const renameMember: SagaKind = {
  kind: RENAMING,
  title: () => t("sagas.rename"),
  steps: [first!, ...others],
}
