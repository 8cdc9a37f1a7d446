/** Whether an error passes by itself: then the change is not at fault, and nothing is set aside for it. */
import { isForumError } from "#lib/base/errors.ts"

const THROTTLING = [
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "ThrottlingException",
  "LimitExceededException",
]
/** Credentials that have run out, or that may not yet: the operator's to put right, and no change's fault. */
const FORBIDDEN = [
  "AccessDeniedException",
  "UnrecognizedClientException",
  "ExpiredTokenException",
  "CredentialsProviderError",
]

/**
 * An error of the table: it did not answer, is overloaded, or lets us not in. Others (a conditional check, a
 * validation, a bug) stay what they are however often they are tried; so do those of other services.
 */
export function isPassing(error: unknown): boolean {
  if (isForumError(error, "conflict")) return error.code === "busy"
  if (!(error instanceof Error)) return false
  if ([...THROTTLING, ...FORBIDDEN].includes(error.name)) return true
  // The SDK marks all that comes out of it, also what the network threw before there was any answer.
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } }
  if (!$metadata) return false
  return $metadata.httpStatusCode === undefined || $metadata.httpStatusCode >= 500
}
