/** Writes of the names by which members can be called, as values for commit(). */
import type { Write } from "../commit.ts"
import { type Callable, Callables } from "../items/names.ts"
import { nameKey } from "../keys/names.ts"

/** Without a condition: it says what the member's own item says, and the same again changes nothing. */
export function putCallable(callable: Callable): Write {
  return { kind: "put", item: Callables.encode(callable), repeatable: true }
}

/** Without a condition: a name that is not there is not there. */
export function deleteCallable({ folded, user }: Pick<Callable, "folded" | "user">): Write {
  return { kind: "delete", key: nameKey(folded, user), repeatable: true }
}
