/** Where members' names stand in what others wrote: kept under each member, for who changes their name or leaves. */
import { commit, type Write } from "#lib/db/commit.ts"
import { type Post, Posts } from "#lib/db/items/posts.ts"
import { usersBySkeletons } from "#lib/db/patterns/users.ts"
import { deleteAppearance, putAppearance } from "#lib/db/writes/sagas.ts"
import { isSameName, skeletonOf } from "#lib/forum/names.ts"
import { membersNamedIn } from "#lib/markup/named.ts"
import { type Change, images, type Projection } from "./contract.ts"

export const appearances: Projection = {
  name: "appearances",
  entities: ["Post"],
  async apply(changes) {
    for (const change of changes) await follow(change)
  },
}

/** A post that left its topic has come into another: what it says is still said. */
async function follow(change: Change): Promise<void> {
  const { before, after } = images(Posts, change)
  if (!after || (before && before.html === after.html)) return
  const now = await namedIn(after)
  const then = before ? await namedIn(before) : []
  const writes: Write[] = [
    ...now.map((user) => putAppearance({ user, post: after.id })),
    ...then.filter((user) => !now.includes(user)).map((user) => deleteAppearance({ user, post: after.id })),
  ]
  // One by one: each may come again, and most posts name nobody.
  for (const write of writes) await commit([write])
}

/** Ids of the members whom a post mentions, quotes or answers. */
async function namedIn(post: Post): Promise<string[]> {
  const names = membersNamedIn(post.html)
  const found = names.length > 0 ? await usersBySkeletons([...new Set(names.map(skeletonOf))]) : []
  // Who has left has a number for good: nobody has to find these places again.
  const users = found.filter((user) => !user.leftAt)
  const meant = users.filter((user) =>
    [user.name, ...(user.formerNames ?? [])].some((known) => names.some((name) => isSameName(name, known))),
  )
  const answered = post.replyTo ? [post.replyTo.author.id] : []
  return [...new Set([...meant.map(({ id }) => id), ...answered])]
}
