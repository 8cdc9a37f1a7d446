/** Writes of texts that wait for approval, as values for commit(). */
import { IS_NEW, type Write } from "../commit.ts"
import { type HeldText, HeldTexts } from "../items/held.ts"
import { heldKey } from "../keys/held.ts"
import { overtaken } from "../retry.ts"

export function putHeld(held: HeldText): Write {
  return { kind: "put", item: HeldTexts.encode(held), condition: IS_NEW, refusal: overtaken }
}

/** Its author writes it anew: while nobody has decided, and as it was read. */
export function rewriteHeld(
  { user, id, body }: HeldText,
  after: Pick<HeldText, "body" | "title" | "tags">,
): Write {
  const { title, tags } = after
  const sets = [
    "body = :body",
    ...(title === undefined ? [] : ["title = :title"]),
    ...(tags ? ["tags = :tags"] : []),
  ]
  return {
    kind: "update",
    key: heldKey(user, id),
    update: `SET ${sets.join(", ")}`,
    condition: "#state = :waiting AND body = :before",
    names: { "#state": "state" },
    values: {
      ...{ ":waiting": "waiting", ":before": body, ":body": after.body },
      ...(title !== undefined && { ":title": title }),
      ...(tags && { ":tags": tags }),
    },
    refusal: overtaken,
  }
}

/** What was decided about it. @param post what it became, where it was approved */
export function settleHeld({ user, id, state }: HeldText, after: HeldText["state"], post?: string): Write {
  return {
    kind: "update",
    key: heldKey(user, id),
    update: `SET #state = :after${post ? ", post = :post" : ""}`,
    condition: "#state = :before",
    names: { "#state": "state" },
    values: { ":before": state, ":after": after, ...(post && { ":post": post }) },
    refusal: overtaken,
  }
}
