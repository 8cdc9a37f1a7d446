/** Whether the table holds a part of a forum. */
import { get } from "../batch.ts"
import { type Restore, Restores } from "../items/restores.ts"
import { RESTORE_KEY } from "../keys/restores.ts"

/** AP-300: the restore that was begun and has not ended, consistently. */
export async function findRestore(): Promise<Restore | undefined> {
  const restore = await findAnyRestore()
  return restore?.until ? undefined : restore
}

/** AP-300b: also one that has ended, for as long as the stream may still tell of what it wrote. */
export async function findAnyRestore(): Promise<Restore | undefined> {
  return Restores.read(await get(RESTORE_KEY, { consistent: true }))
}
