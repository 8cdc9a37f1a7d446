/** A process that another one started to end with it. */
import cluster from "node:cluster"

/**
 * Does `act` when the parent goes, and at once where it went while this process was still loading: of that no event tells
 * any more, and nobody would ever end it. Whoever was started by hand has no such parent.
 * @returns takes it back
 */
export function whenParentGoes(act: () => void): () => void {
  if (process.send && !process.connected) act()
  // Node ends a worker of a cluster at once, unless the parting was agreed on; its own listener came before ours.
  const part = (): void => {
    if (cluster.worker) cluster.worker.exitedAfterDisconnect = true
    act()
  }
  process.prependListener("disconnect", part)
  return () => process.off("disconnect", part)
}
