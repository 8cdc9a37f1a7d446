/** Between the web processes: what one says is stale, each of the others hears, and it is told when they have. */
import type { ChildProcess } from "node:child_process"
import type { PeerMessage } from "#lib/base/peers.ts"

type Member = { child: ChildProcess; listens: boolean; owes: Map<number, () => void> }

export class Relay {
  readonly #members = new Set<Member>()
  #last = 0

  /** From its start to its end: while it starts it is told, too, but not waited for. */
  join(child: ChildProcess): void {
    const member: Member = { child, listens: false, owes: new Map() }
    this.#members.add(member)
    child.on("message", (message: PeerMessage | { kind: "listening" }) => this.#heard(member, message))
    child.on("exit", () => {
      this.#members.delete(member)
      for (const done of [...member.owes.values()]) done()
    })
  }

  #heard(member: Member, message: PeerMessage | { kind: "listening" }): void {
    if (message?.kind === "listening") member.listens = true
    else if (message?.kind === "heard") member.owes.get(message.id)?.()
    else if (message?.kind === "stale") void this.#spread(member, message)
  }

  async #spread(from: Member, { id: asked, ...what }: PeerMessage & { kind: "stale" }): Promise<void> {
    const others = [...this.#members].filter((member) => member !== from)
    const id = ++this.#last
    await Promise.all(others.map((member) => tell(member, { ...what, id })))
    send(from.child, { kind: "heard", id: asked })
  }
}

/** Resolves when it has heard it, or will never. */
function tell(member: Member, message: PeerMessage): Promise<void> {
  return new Promise((done) => {
    const over = (): void => {
      member.owes.delete(message.id)
      done()
    }
    if (member.listens) member.owes.set(message.id, over)
    else done()
    send(member.child, message, over)
  })
}

/** One that is ending does not hear us any more. */
function send(child: ChildProcess, message: PeerMessage, failed: () => void = () => {}): void {
  if (child.connected) child.send(message, (error) => error && failed())
  else failed()
}
