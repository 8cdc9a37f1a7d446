/** By which names members can be called: kept in the order of the alphabet, for who types the beginning of one. */
import { commit } from "#lib/db/commit.ts"
import type { Callable } from "#lib/db/items/names.ts"
import { isPending, type User, Users } from "#lib/db/items/users.ts"
import { getUser, getUsers } from "#lib/db/patterns/users.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { deleteCallable, putCallable, stillCalled } from "#lib/db/writes/callables.ts"
import { folded } from "#lib/forum/names.ts"
import { type Change, images, type Projection } from "./contract.ts"
import { allPosts, cursorOf, placeIn } from "./counters/walks.ts"

export const names: Projection = {
  name: "names",
  entities: ["User"],
  async apply(changes) {
    for (const change of changes) await follow(change)
  },
  /** Of those who have written: who never did is found again when anything of theirs changes. */
  rules: 1,
  async *rebuild(from) {
    const seen = new Set<string>()
    for await (const { posts, place } of allPosts(placeIn(from))) {
      const authors = new Set(posts.map(({ author }) => author.id).filter((id) => !seen.has(id)))
      for (const user of await getUsers([...authors])) {
        seen.add(user.id)
        if (callableOf(user)) await putInOrder(user.id)
      }
      yield { cursor: cursorOf(place), done: `${seen.size} members looked at.` }
    }
  },
}

/** Most changes of a member are counts. What is written is what is so now, in whatever order changes come. */
async function follow(change: Change): Promise<void> {
  const { before, after } = images(Users, change)
  const [then, now] = [before && callableOf(before), after && callableOf(after)]
  if (then?.name === now?.name) return
  const names = [then, now].flatMap((one) => (one ? [one.folded] : []))
  await putInOrder((after ?? before)!.id, names)
}

/** Keeps the name that a member has, and none of `others`, as long as that is their name. */
async function putInOrder(id: string, others: string[] = []): Promise<void> {
  await untilSettled(async () => {
    const user = await getUser(id, { consistent: true })
    const present = user && callableOf(user)
    const gone = new Set(others.filter((folded) => folded !== present?.folded))
    await commit([
      ...(present ? [putCallable(present)] : []),
      ...[...gone].map((folded) => deleteCallable({ folded, user: id })),
      stillCalled(id, user),
    ])
    return { present }
  })
}

/** Nobody calls who has not confirmed their address, or has left. */
function callableOf(user: User): Callable | undefined {
  if (isPending(user) || user.leftAt) return undefined
  return { folded: folded(user.name), user: user.id, name: user.name }
}
