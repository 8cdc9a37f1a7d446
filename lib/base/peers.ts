/**
 * The other web processes of a forum on one machine. What one of them knows to be stale, the launcher tells the others,
 * and nobody who wrote goes on before they have heard it: whichever answers next shows what was written.
 */
import { SECOND } from "./clock.ts"

export type Stale = {
  /** Of pages (lib/base/cache-tags.ts). */
  tags?: readonly string[]
  /** What was remembered by that name (lib/forum/remembered.ts). */
  forgotten?: readonly string[]
}

/** What goes between a web process and the launcher, in both directions. */
export type PeerMessage = ({ kind: "stale"; id: number } & Stale) | { kind: "heard"; id: number }

/** Says to a web process that the launcher passes on what it tells: to "1". */
export const PEERS = "STOA_PEERS"

/** A process that hangs holds up no writer for longer; it hears it when it goes on. */
const LONGEST_WAIT = SECOND

type Waiting = { last: number; told: Map<number, () => void> }

// On globalThis, because Next bundles this module once per entry and the answers come to one of them.
const shared = globalThis as typeof globalThis & { stoaPeers?: Waiting }
shared.stoaPeers ??= { last: 0, told: new Map() }
const waiting = shared.stoaPeers

/** Tells the others. Resolves when they have heard it; at once where there is no launcher to tell. */
export async function tellPeers(stale: Stale): Promise<void> {
  if (process.env[PEERS] !== "1" || !process.connected) return
  const id = ++waiting.last
  await new Promise<void>((done) => {
    const patience = setTimeout(heard, LONGEST_WAIT)
    function heard(): void {
      clearTimeout(patience)
      waiting.told.delete(id)
      done()
    }
    waiting.told.set(id, heard)
    process.send?.({ kind: "stale", id, ...stale } satisfies PeerMessage, undefined, undefined, (error) => {
      if (error) heard()
    })
  })
}

/** In the process itself, once: does with what the others say what they did with it. */
export function hearPeers(act: (stale: Stale) => void): void {
  process.on("message", (message: PeerMessage) => {
    if (message?.kind === "heard") waiting.told.get(message.id)?.()
    if (message?.kind !== "stale") return
    act(message)
    process.send?.({ kind: "heard", id: message.id } satisfies PeerMessage, undefined, undefined, () => {})
  })
}
