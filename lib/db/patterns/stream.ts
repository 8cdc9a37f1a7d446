/** How far the stream was applied, and what could not be. */
import { get } from "../batch.ts"
import type { Change } from "../change.ts"
import {
  type Checkpoint,
  Checkpoints,
  type DeadLetter,
  DeadLetterParts,
  DeadLetters,
  unpackChange,
} from "../items/stream.ts"
import { CHECKPOINT_KEY, deadLetterKey, deadLetterPartKey } from "../keys/stream.ts"
import { query, queryAll } from "../query.ts"

const LETTERS_PER_PAGE = 30
/** Two items of 400 kB are three pieces; compressed nearly always one. */
const MOST_PARTS = 4

/** AP-50: how far the stream was applied and who does it, consistently. */
export async function findCheckpoint(): Promise<Checkpoint | undefined> {
  return Checkpoints.read(await get(CHECKPOINT_KEY, { consistent: true }))
}

/** AP-51: changes that could not be applied, oldest first, 30 at a time. `next` is the `after` of the others. */
export async function listDeadLetters(after?: string): Promise<{ items: DeadLetter[]; next?: string }> {
  const { PK } = deadLetterKey("")
  const limit = LETTERS_PER_PAGE
  const { items, last } = await query({ pk: PK, limit, ...(after && { after: deadLetterKey(after) }) })
  const letters = DeadLetters.readAll(items)
  return { items: letters, ...(last && { next: letters.at(-1)?.id }) }
}

/** AP-52: one of them, consistently. */
export async function findDeadLetter(id: string): Promise<DeadLetter | undefined> {
  return DeadLetters.read(await get(deadLetterKey(id), { consistent: true }))
}

/** AP-53: the change itself, consistently; undefined when the dead letter has been settled meanwhile. */
export async function changeOfDeadLetter({ id, parts }: DeadLetter): Promise<Change | undefined> {
  const pk = deadLetterPartKey(id, 0).PK
  const found = DeadLetterParts.readAll(await queryAll({ pk, limit: MOST_PARTS, consistent: true }))
  return found.length < parts ? undefined : unpackChange(found.map(({ content }) => content))
}
