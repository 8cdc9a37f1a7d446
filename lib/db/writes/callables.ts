/** Writes of the names by which members can be called, as values for commit(). */
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import { type Callable, Callables } from "../items/names.ts"
import type { User } from "../items/users.ts"
import { nameKey } from "../keys/names.ts"
import { userKey } from "../keys/users.ts"
import { overtaken } from "../retry.ts"

/** Without a condition of its own: it goes with stillCalled. */
export function putCallable(callable: Callable): Write {
  return { kind: "put", item: Callables.encode(callable), repeatable: true }
}

/** Without a condition: a name that is not there is not there. It goes with stillCalled, too. */
export function deleteCallable({ folded, user }: Pick<Callable, "folded" | "user">): Write {
  return { kind: "delete", key: nameKey(folded, user), repeatable: true }
}

/**
 * That a member is called as they were when somebody looked: whoever looked before they took another name, and writes
 * after it was put in order, would bring the former one back. @param user undefined where there was none
 */
export function stillCalled(id: string, user: User | undefined): Write {
  if (!user) return { kind: "check", key: userKey(id), condition: IS_NEW, refusal: overtaken }
  const is = (name: "email" | "verifiedAt" | "leftAt"): string =>
    `attribute_${user[name] === undefined ? "not_exists" : "exists"}(${name})`
  return {
    kind: "check",
    key: userKey(id),
    condition: [EXISTS, "#name = :name", is("email"), is("verifiedAt"), is("leftAt")].join(" AND "),
    names: { "#name": "name" },
    values: { ":name": user.name },
    refusal: overtaken,
  }
}
