/** The only errors that people see. Everything else is a bug: logged with an id, shown as that id. */
import { type MessageCode, messageOf } from "./messages.ts"

export type ErrorKind = "not-found" | "unauthenticated" | "forbidden" | "conflict" | "limited" | "invalid"

/** A refusal with the sentence a person reads; `details` is what a form needs to go on (say, the other text). */
export class ForumError extends Error {
  readonly kind: ErrorKind
  readonly code: MessageCode
  readonly details: Record<string, unknown>

  constructor(kind: ErrorKind, code: MessageCode, details: Record<string, unknown> = {}) {
    super(typeof details.message === "string" ? details.message : messageOf(code))
    this.name = "ForumError"
    this.kind = kind
    this.code = code
    this.details = details
  }
}

/** Whether `error` is a refusal of that kind (any kind when none is named). */
export function isForumError(error: unknown, kind?: ErrorKind): error is ForumError {
  return error instanceof ForumError && (kind === undefined || error.kind === kind)
}
