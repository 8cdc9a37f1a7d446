/** Takes back what a saga did, whichever of those that can be taken back it is. */
import type { z } from "zod"
import type { Saga } from "#lib/db/items/sagas.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import type { Actor } from "./actor.ts"
import { type UndoInput, undoMove } from "./merging.ts"
import { SANCTIONING, unsanctionMany } from "./sanctioning.ts"
import { SELECTING, undoMany } from "./selecting.ts"
import { SWEEPING, unsweep } from "./sweeping.ts"

/** @throws ForumError unauthenticated, not-found, forbidden, conflict */
export async function undo(actor: Actor, input: z.output<typeof UndoInput>): Promise<Saga> {
  const saga = await getSaga(input.saga)
  if (saga?.kind === SELECTING) return undoMany(actor, input)
  if (saga?.kind === SANCTIONING) return unsanctionMany(actor, input)
  return saga?.kind === SWEEPING ? unsweep(actor, input) : undoMove(actor, input)
}
