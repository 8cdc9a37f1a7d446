/** Many who watch a topic, and who of them was told. */
import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { putMany } from "#lib/db/batch.ts"
import { ReadStates, type User, Users } from "#lib/db/items/users.ts"
import { TopicWatchers } from "#lib/db/items/watching.ts"
import { toldAbout } from "#lib/db/patterns/notifications.ts"

/** Members who watch a topic, written directly: making them by the verbs takes long. */
export async function watchers(topic: string, count: number): Promise<User[]> {
  const at = nowIso()
  const users = Array.from({ length: count }, (_, i): User => {
    const id = newId()
    return {
      ...{
        id,
        name: `watcher-${i}`,
        role: "member",
        sessionEpoch: 1,
        about: "",
        topicCount: 0,
        postCount: 0,
      },
      ...{ createdAt: at, updatedAt: at, version: 1 },
    }
  })
  await putMany(
    users.flatMap(({ id: user }) => [
      Users.encode(users.find(({ id }) => id === user)!),
      ReadStates.encode({ user, topic, level: "watching", updatedAt: at }),
      TopicWatchers.encode({ user, topic, level: "watching", at }),
    ]),
  )
  return users
}

/** Whose notification of a post is in sight, one for each time that somebody was told. */
export async function told(place: { topic: string; post: string }): Promise<string[]> {
  const users: string[] = []
  for (let after: string | undefined; ; ) {
    const { items, next } = await toldAbout(place, after)
    users.push(...items.filter((one) => !one.withdrawn).map(({ user }) => user))
    if (!next) return users.sort()
    after = next
  }
}
