/** What all that makes one account of two has in common: whose it was, whose it becomes. */
import type { Write } from "#lib/db/commit.ts"
import type { Person } from "#lib/db/items/entity.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import type { Turn } from "./contract.ts"

export const fromOf = ({ input }: Saga): string => String(input.user)

/** Who stays, as they are called now. */
export async function stays({ input }: Saga): Promise<Person> {
  const user = await getUser(String(input.to), { consistent: true })
  if (!user) throw new Error(`There is no member ${input.to}.`)
  return { id: user.id, name: user.name }
}

export function turnOf(writes: (Write | undefined)[]): Turn {
  const some = writes.filter((write) => write !== undefined)
  return { writes: some, done: some.length }
}
