import { get, getMany } from "../batch.ts"
import { type ReadState, ReadStates } from "../items/users.ts"
import { readKey } from "../keys/watching.ts"

/** AP-11: a member's state in one topic. */
export async function readStateOf(
  user: string,
  topic: string,
  { consistent = false } = {},
): Promise<ReadState | undefined> {
  return ReadStates.read(await get(readKey(user, topic), { consistent }))
}

/** AP-12: a member's state in the topics of a page. */
export async function readStatesOf(user: string, topics: string[]): Promise<ReadState[]> {
  return ReadStates.readAll(await getMany(topics.map((topic) => readKey(user, topic))))
}
