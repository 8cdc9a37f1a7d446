/** A process that another one started to end with it. */

/**
 * Does `act` when the parent goes, and at once where it went while this process was still loading: of that no event tells
 * any more, and nobody would ever end it. Whoever was started by hand has no such parent.
 * @returns takes it back
 */
export function whenParentGoes(act: () => void): () => void {
  if (process.send && !process.connected) act()
  process.on("disconnect", act)
  return () => process.off("disconnect", act)
}
