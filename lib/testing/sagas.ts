/** Sagas in tests: worked on to their end, with time passing as they wait; killed; worked on by two at once. */
import { SECOND, setClock } from "#lib/base/clock.ts"
import { isUnfinished, type Saga } from "#lib/db/items/sagas.ts"
import { getSaga, unfinishedSagas } from "#lib/db/patterns/sagas.ts"
import { runSaga } from "#lib/sagas/runner.ts"

/** A worker that dies: by a crash after a turn. */
export class Killed extends Error {}

let later = 0

/** Lets time pass for whoever waits until then. */
export function passUntil(time: string): void {
  later = Math.max(later, Date.parse(time) - Date.now() + SECOND)
  setClock(() => Date.now() + later)
}

/** Gives the clock back. */
export function presentTime(): void {
  later = 0
  setClock()
}

/** Works on one saga until it ends, however often it waits or fails. @param between called before each run */
export async function finish(
  id: string,
  { between = async () => {}, work = runSaga }: { between?: () => Promise<void>; work?: typeof runSaga } = {},
): Promise<Saga> {
  for (let runs = 0; runs < 500; runs++) {
    await between()
    const saga = (await getSaga(id))!
    if (!isUnfinished(saga)) return saga
    if (saga.notBefore) passUntil(saga.notBefore)
    if (saga.lease) passUntil(saga.lease.until)
    await work(id).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error
    })
  }
  throw new Error(`The saga ${id} never ends.`)
}

/** Works on all that there are. */
export async function finishAll(work = runSaga): Promise<void> {
  for (const { id } of await unfinishedSagas()) await finish(id, { work })
}

/** A worker that dies after every turn. */
export const dying: typeof runSaga = (id) =>
  runSaga(id, () => {
    throw new Killed()
  })

/** Two workers at once. */
export const inPairs: typeof runSaga = async (id) => {
  const [one, other] = await Promise.all([runSaga(id), runSaga(id)])
  return one + other
}

/** Who works on a saga where it matters. One worker that nothing happens to is one of the two, and who works in all other tests. */
export const WORKERS: [who: string, work: typeof runSaga][] = [
  ["workers that die after every turn", dying],
  ["two workers at once", inPairs],
]
