/** Access patterns of keeping up. */
import * as watching from "#lib/db/patterns/watching.ts"
import type { World } from "./world.ts"

export const WATCHING_READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-14": (world) => watching.watchersOf({ topic: world.topics[0]!.id }),
  "AP-60": (world) => watching.followersOf(world.members[0]!.id),
  "AP-60b": (world) => watching.followedOf(world.members[0]!.id),
  "AP-61": (world) => watching.mutesOf(world.members[0]!.id),
  "AP-62": (world) => watching.keepingOf(world.members[0]!.id),
  "AP-63": (world) =>
    watching.stancesOf(
      world.members.slice(0, 30).map(({ id }) => id),
      { topic: world.topics[0]!.id, category: "harbour", author: world.members[1]!.id },
    ),
  "AP-64": (world) => watching.relationTo(world.members[0]!.id, world.members[1]!.id),
}
