/** Every step from one version of a schema to the next, the oldest first. */
import type { Step } from "./step.ts"

/**
 * A step stays until no table can have items of the version before: an archive of that time may be restored. Then the schema
 * does without what the step read, and the step goes.
 */
export const STEPS: readonly Step[] = []

export const stepsOf = (entityType: string): readonly Step[] =>
  STEPS.filter((step) => step.entityType === entityType)
