/** Read models made anew, for tests. */
import type { Projection, Stage } from "#lib/projections/contract.ts"

/** Makes one anew to its end. @returns its stages */
export async function rebuilt(projection: Projection, from?: string): Promise<Stage[]> {
  const stages: Stage[] = []
  for await (const stage of projection.rebuild!(from)) stages.push(stage)
  return stages
}

/** The same by many, each of which is killed after `every` stages and goes on from a cursor that was kept before. */
export async function rebuiltInPieces(projection: Projection, every = 1): Promise<number> {
  let cursor: string | undefined
  for (let runs = 1; ; runs++) {
    let stages = 0
    let isOver = true
    let kept = cursor
    for await (const stage of projection.rebuild!(cursor)) {
      // Of the last stage nobody has heard: it is done again.
      cursor = kept
      kept = stage.cursor
      if (++stages > every) {
        isOver = false
        break
      }
    }
    if (isOver) return runs
  }
}
