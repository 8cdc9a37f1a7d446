import { get } from "../batch.ts"
import { MemberSagas, type Saga, type SagaPart, SagaParts, Sagas } from "../items/sagas.ts"
import { FAILED_SAGAS, memberSagaKey, sagaKey, sagaPartKey, UNFINISHED_SAGAS } from "../keys/sagas.ts"
import { query } from "../query.ts"

/** Of one read; mostly there are none. */
const UNFINISHED_AT_ONCE = 50

/** AP-17: all unfinished sagas, the oldest first. */
export async function unfinishedSagas(): Promise<Saga[]> {
  const found: Saga[] = []
  let after: Record<string, string> | undefined
  do {
    const { items, last } = await query({
      ...{ index: "GSI3", pk: UNFINISHED_SAGAS, limit: UNFINISHED_AT_ONCE },
      after,
    })
    found.push(...Sagas.readAll(items))
    after = last
  } while (after)
  return found
}

/** As many as are shown at a time. */
const FAILED_AT_ONCE = 25

/** AP-221: sagas that had to be taken back, the newest first. */
export async function failedSagas(): Promise<Saga[]> {
  const { items } = await query({
    ...{ index: "GSI3", pk: FAILED_SAGAS, limit: FAILED_AT_ONCE, descending: true },
  })
  return Sagas.readAll(items)
}

/** AP-100: one saga, consistently. */
export async function getSaga(id: string): Promise<Saga | undefined> {
  return Sagas.read(await get(sagaKey(id), { consistent: true }))
}

/** AP-100b: the newest saga of a kind that a member started or that is about them, consistently. */
export async function sagaOfMember(user: string, kind: string): Promise<Saga | undefined> {
  const pointer = MemberSagas.read(await get(memberSagaKey(user, kind), { consistent: true }))
  return pointer && getSaga(pointer.saga)
}

/** AP-101: a part of what a saga has made. */
export async function sagaPart(saga: string, n: number): Promise<SagaPart | undefined> {
  return SagaParts.read(await get(sagaPartKey(saga, n), { consistent: true }))
}
