/** Faults of DynamoDB and of the network, put in at the edge of the SDK: below its own retries, above the wire. */
import { onTestFinished, vi } from "vitest"
import { setChance } from "#lib/base/clock.ts"
import { watchRequests } from "#lib/db/table.ts"

/** A request as it goes over the wire, and what came back. */
// biome-ignore lint/suspicious/noExplicitAny: the wire's shapes, which differ from request to request
export type Wire = any
export type Sent = { command: string; input: Wire }
type Answer = { output: Wire; response: Wire }

/**
 * Lets `fault` decide what becomes of each request until the test ends, or the function given back is called.
 * @param fault gets the request and how to go on with it, perhaps changed; what it throws is what the SDK sees
 */
export function intercept(
  fault: (sent: Sent, goOn: (input?: Wire) => Promise<Answer>) => Promise<Answer>,
): () => void {
  const stop = watchRequests((next: Wire, context: Wire) => (args: Wire) => {
    const sent = {
      command: commandOf(context),
      input: JSON.parse(textOf(args.request.body)),
    }
    return fault(sent, (input = sent.input) => {
      const body = JSON.stringify(input)
      const headers = { ...args.request.headers, "content-length": String(Buffer.byteLength(body)) }
      const request = Object.assign(args.request.constructor.clone(args.request), { body, headers })
      return next({ ...args, request }) as Promise<Answer>
    })
  })
  onTestFinished(stop)
  return stop
}

/** Nobody waits: chance decides how long retries wait, the SDK's and ours, and here it says not at all. */
export function withoutWaiting(): void {
  vi.spyOn(Math, "random").mockReturnValue(0.001)
  setChance(() => 0.001)
  onTestFinished(() => {
    vi.restoreAllMocks()
    setChance()
  })
}

/** Remembers what is sent until the test ends. */
export function listen(): Sent[] {
  const all: Sent[] = []
  intercept(async (sent, goOn) => {
    all.push(sent)
    return goOn()
  })
  return all
}

/** Answers the first `times` requests that `concerns` picks with an error, in place of DynamoDB. @returns how many did */
export function failing(concerns: (sent: Sent) => boolean, error: () => Error, times = 1): { count: number } {
  const failed = { count: 0 }
  intercept(async (sent, goOn) => {
    if (failed.count >= times || !concerns(sent)) return goOn()
    failed.count++
    throw error()
  })
  return failed
}

/** Loses the first `times` answers to what `concerns` picks: DynamoDB did it, and nobody hears of it. */
export function losing(concerns: (sent: Sent) => boolean, times = 1): { count: number } {
  const lost = { count: 0 }
  intercept(async (sent, goOn) => {
    const answer = await goOn()
    if (lost.count >= times || !concerns(sent)) return answer
    lost.count++
    throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" })
  })
  return lost
}

/** Whether a request is a transaction that touches a key with such a beginning. */
export function transacts(prefix: string): (sent: Sent) => boolean {
  return ({ command, input }) =>
    command === "TransactWriteItems" &&
    input.TransactItems.some((item: Wire) => {
      const [write] = Object.values(item) as Wire[]
      return (write.Item ?? write.Key).PK.S.startsWith(prefix)
    })
}

function textOf(body: string | Uint8Array): string {
  return typeof body === "string" ? body : new TextDecoder().decode(body)
}

function commandOf(context: Wire): string {
  return String(context.commandName).replace(/Command$/, "")
}
