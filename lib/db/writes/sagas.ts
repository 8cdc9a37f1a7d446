/** Writes of sagas, as values for commit(). */
import { DAY, epochSecondsIn, now, nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import {
  type Appearance,
  Appearances,
  isUnfinished,
  MemberSagas,
  type Saga,
  type SagaPart,
  SagaParts,
  Sagas,
} from "../items/sagas.ts"
import { sagaKey, UNFINISHED_SAGAS } from "../keys/sagas.ts"
import { namedKey } from "../keys/users.ts"
import { overtaken } from "../retry.ts"

/** How long a finished saga can be looked at, and undone while that is allowed. */
const KEPT_FOR = 90 * DAY

/**
 * A saga that begins when this is committed, and for whom it is found.
 * @param follows the one of its kind that must still be the member's newest then @throws (when sent) Overtaken
 */
export function putSaga(saga: Saga, member?: string, follows?: { after: string | undefined }): Write[] {
  const refusal = () => new ForumError("conflict", "id-taken")
  const put: Write = { kind: "put", item: Sagas.encode(saga), condition: IS_NEW, refusal }
  if (!member) return [put]
  const pointer = { user: member, kind: saga.kind, saga: saga.id, expiresAt: epochSecondsIn(KEPT_FOR) }
  const item = MemberSagas.encode(pointer)
  // Without a condition: the newest of its kind is the one that is shown.
  if (!follows) return [put, { kind: "put", item }]
  const newest: Write = {
    kind: "put",
    item,
    condition: `${IS_NEW} OR saga = :before OR expiresAt <= :now`,
    values: { ":before": follows.after ?? "", ":now": epochSecondsIn(0) },
    refusal: overtaken,
  }
  return [put, newest]
}

/** Makes a worker the only one that may work on it, until `until`. @param refusal raised when another does */
export function takeSaga(saga: Saga, lease: { owner: string; until: string }, refusal: () => Error): Write {
  return {
    kind: "update",
    key: sagaKey(saga.id),
    update: "SET lease = :lease, version = version + :one",
    condition:
      "version = :version AND GSI3PK = :unfinished AND (attribute_not_exists(lease) OR lease.#until < :now)",
    names: { "#until": "until" },
    values: {
      ...{ ":lease": lease, ":one": 1, ":version": saga.version },
      ...{ ":now": new Date(now()).toISOString(), ":unfinished": UNFINISHED_SAGAS },
    },
    refusal,
  }
}

/** It need not wait any more. @param refusal raised where it does not wait, or somebody works on it meanwhile */
export function hurrySaga(saga: Saga, refusal: () => Error): Write {
  return {
    kind: "update",
    key: sagaKey(saga.id),
    update: "SET version = version + :one REMOVE notBefore",
    condition: "version = :version AND GSI3PK = :unfinished AND attribute_not_exists(lease)",
    values: { ":one": 1, ":version": saga.version, ":unfinished": UNFINISHED_SAGAS },
    refusal,
  }
}

/**
 * What became of a saga by a turn, in the transaction of that turn: its place, its figures, its end.
 * @param after the saga as it is from now on, with the version of before
 * @param refusal raised when another worker has taken it meanwhile: then the whole turn did not happen
 */
export function advanceSaga(after: Saga, owner: string, refusal: () => Error): Write {
  const ended = !isUnfinished(after)
  const saga: Saga = {
    ...after,
    version: after.version + 1,
    updatedAt: nowIso(),
    ...(ended && { finishedAt: nowIso(), expiresAt: epochSecondsIn(KEPT_FOR), lease: undefined }),
  }
  return {
    kind: "put",
    item: Sagas.encode(saga),
    condition: `${EXISTS} AND version = :version AND lease.#owner = :owner`,
    names: { "#owner": "owner" },
    values: { ":version": after.version, ":owner": owner },
    refusal,
  }
}

/** That a finished saga was undone, and by which. @param refusal raised when it was already */
export function markUndone(saga: string, by: string, refusal: () => Error): Write {
  return {
    kind: "update",
    key: sagaKey(saga),
    update: "SET #data.undone = :by, version = version + :one",
    condition: `${EXISTS} AND attribute_not_exists(#data.undone)`,
    names: { "#data": "data" },
    values: { ":by": by, ":one": 1 },
    refusal,
  }
}

/** It was not undone after all: what undid it has been taken back, and somebody may try again. */
export function clearUndone(saga: string, by: string): Write {
  return {
    kind: "update",
    key: sagaKey(saga),
    update: "SET version = version + :one REMOVE #data.undone",
    condition: "#data.undone = :by",
    names: { "#data": "data" },
    values: { ":by": by, ":one": 1 },
    refusal: overtaken,
  }
}

/** Goes with what follows from a merge: it stands, or is so old that it cannot be taken back any more. @param refusal raised otherwise */
export function checkMerge(saga: string, refusal: () => Error): Write {
  return {
    kind: "check",
    key: sagaKey(saga),
    condition:
      "attribute_not_exists(PK) OR (#state IN (:running, :done) AND attribute_not_exists(#data.undone))",
    names: { "#state": "state", "#data": "data" },
    values: { ":running": "running", ":done": "done" },
    refusal,
  }
}

/** Without a condition: a part comes with the turn that makes it, which is done once. */
export function putSagaPart(part: SagaPart): Write {
  return { kind: "put", item: SagaParts.encode(part) }
}

/** Without a condition: a name stands in a post or not, whoever says so. */
export function putAppearance(appearance: Appearance): Write {
  return { kind: "put", item: Appearances.encode(appearance) }
}

/** Without a condition: what is gone is gone. */
export function deleteAppearance({ user, post }: Appearance): Write {
  return { kind: "delete", key: namedKey(user, post) }
}
