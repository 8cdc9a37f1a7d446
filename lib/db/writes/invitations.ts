/** Writes of invitations, as values for commit(). */
import { IS_NEW, type Write } from "../commit.ts"
import { type Invitation, Invitations, type Invited, Inviteds } from "../items/invitations.ts"
import { overtaken } from "../retry.ts"

export function putInvitation(one: Invitation): Write {
  return { kind: "put", item: Invitations.encode(one), condition: IS_NEW, refusal: overtaken }
}

/** One comes by it: of two who come at once by the last use, the second finds none. */
export function spendInvitation(one: Invitation): Write {
  return replaced(one, { ...one, left: one.left - 1 })
}

/** Nobody comes by it any more. */
export function endInvitation(one: Invitation): Write {
  return replaced(one, { ...one, left: 0 })
}

function replaced(before: Invitation, after: Invitation): Write {
  return {
    ...{ kind: "put", item: Invitations.encode(after), refusal: overtaken },
    ...{ condition: "#left = :left", names: { "#left": "left" }, values: { ":left": before.left } },
  }
}

/** Without a condition: who came is written down once, with what lets them in. */
export function putInvited(one: Invited): Write {
  return { kind: "put", item: Inviteds.encode(one) }
}
