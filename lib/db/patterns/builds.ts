/** Reads of how far read models are made. */
import { type Build, Builds } from "../items/builds.ts"
import { buildKey } from "../keys/stream.ts"
import { queryAll } from "../query.ts"

/** As many as there are kinds of read models, and more than there will ever be. */
const MOST = 100

/** AP-59h: how far each read model is made. Each is an item as long as its cursor. */
export async function listBuilds({ consistent = false } = {}): Promise<Build[]> {
  return Builds.readAll(await queryAll({ pk: buildKey("").PK, limit: MOST, consistent }))
}
