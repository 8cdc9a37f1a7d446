/** Access patterns of keeping up. */
import { DAY, setClock } from "#lib/base/clock.ts"
import * as lists from "#lib/db/patterns/own-lists.ts"
import * as posts from "#lib/db/patterns/posts.ts"
import * as users from "#lib/db/patterns/users.ts"
import * as watching from "#lib/db/patterns/watching.ts"
import { memberFrom } from "#lib/forum/actor.ts"
import {
  newTopicsFor,
  type Outlook,
  outlookOf,
  unreadInCategories,
  unreadTopicsFor,
} from "#lib/forum/own-lists.ts"
import type { World } from "./world.ts"

export const WATCHING_READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-6e": (world) => posts.findPosts(world.posts.slice(20, 40).map(({ id }) => id)),
  "AP-15h": (world) => users.getUsers(world.members.slice(0, 30).map(({ id }) => id)),
  "AP-14": (world) => watching.watchersOf({ topic: world.topics[0]!.id }),
  "AP-60": (world) => watching.followersOf(world.members[0]!.id),
  "AP-60b": (world) => watching.followedOf(world.members[0]!.id),
  "AP-61": (world) => watching.mutesOf(world.members[0]!.id),
  "AP-62": (world) => watching.keepingOf(world.members[0]!.id),
  "AP-62b": (world) =>
    watching.writerIn(world.members[0]!.id, {
      topic: world.topics[0]!.id,
      category: "harbour",
      parent: "above",
    }),
  "AP-63": (world) =>
    watching.stancesOf(
      world.members.slice(0, 30).map(({ id }) => id),
      { topic: world.topics[0]!.id, category: "harbour", parent: "above", author: world.members[1]!.id },
    ),
  "AP-64": (world) => watching.relationTo(world.members[0]!.id, world.members[1]!.id),
  "AP-65": (world) =>
    lists.keptTopicsOf(world.members[0]!.id, async (some) => some.map((state) => ({ state }))),
  "AP-66": (world) =>
    lists.writtenTopicsOf(world.members[0]!.id, async (some) => some.map((state) => ({ state }))),
  "AP-67": (world) =>
    lists.bookmarksOf(world.members[0]!.id, async (some) => some.map((bookmark) => ({ bookmark }))),
  "AP-67b": (world) => lists.bookmarkOn(world.members[0]!.id, world.posts[0]!.id),
  "AP-68": async (world) => whenItWasNew(world, async () => newTopicsFor(await outlook(world, 3))),
  "AP-69": async (world) => unreadTopicsFor(await outlook(world, 0)),
  "AP-69b": async (world) => unreadInCategories(await outlook(world, 3)),
}

const outlook = (world: World, member: number): Promise<Outlook> =>
  outlookOf(memberFrom(world.members[member]!))

async function whenItWasNew<T>({ topics }: World, read: () => Promise<T>): Promise<T> {
  setClock(() => Date.parse(topics.at(-1)!.createdAt) + DAY)
  try {
    return await read()
  } finally {
    setClock()
  }
}
