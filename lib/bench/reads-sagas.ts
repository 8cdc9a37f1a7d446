/** Access patterns of sagas. */
import * as belongings from "#lib/db/patterns/belongings.ts"
import * as moving from "#lib/db/patterns/moving.ts"
import * as sagas from "#lib/db/patterns/sagas.ts"
import type { World } from "./world.ts"
import { EXPORT_OF_ANN, SAGA_OF_ANN } from "./world-sagas.ts"

const ann = (world: World): string => world.members[0]!.id

export const SAGA_READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-17": () => sagas.unfinishedSagas(),
  "AP-221": () => sagas.failedSagas(),
  "AP-100": () => sagas.getSaga(SAGA_OF_ANN),
  "AP-100b": (world) => sagas.sagaOfMember(ann(world), "rename-member"),
  "AP-101": () => sagas.sagaPart(EXPORT_OF_ANN, 1),
  "AP-102": (world) => belongings.topicsStartedBy(ann(world), { limit: 25 }),
  "AP-102b": (world) => belongings.postsWrittenBy(ann(world), { limit: 12 }),
  "AP-103": (world) => belongings.readStatesFrom(ann(world), { limit: 25 }),
  "AP-103b": (world) =>
    belongings.likesOf(
      ann(world),
      world.posts.slice(0, 25).map(({ id }) => id),
    ),
  "AP-104": (world) => belongings.appearancesOf(ann(world), { limit: 25 }),
  "AP-106": (world) => moving.wholePosts(world.topics[0]!.id, { after: world.posts[20]!.id, limit: 25 }),
  "AP-106b": (world) => moving.reactionsAfter(world.posts[1]!.id, { limit: 12 }),
  "AP-106c": (world) =>
    moving.readStatesIn(
      world.members.slice(0, 12).map(({ id }) => id),
      world.topics[0]!.id,
    ),
  "AP-107": (world) => moving.sagasOfTopic(world.topics[0]!.id),
  "AP-108": () => moving.topicRowsOf("harbour", { limit: 3 }),
  "AP-105": (world) => belongings.keptUnder(ann(world), { limit: 25 }),
}
