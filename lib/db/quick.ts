/**
 * A short way to the engine on this machine. A request by the SDK costs four times as much as the rest of it: signing,
 * endpoints, regions, accounts and its layers of retries are for a service far away. Here a request is sent once, and
 * what is not simply answered is the SDK's business (docs/adr/0315).
 */
import {
  type CancellationReason,
  ConditionalCheckFailedException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb"
import { Unusual, type Wire } from "./attributes.ts"
import { openTalk } from "./talk.ts"

export type Quick = {
  /**
   * Sends a request in DynamoDB's own JSON once. @param target such as DynamoDB_20120810.GetItem
   * @returns the answer; undefined where there was none, or another error than a condition that failed
   * @throws ConditionalCheckFailedException, TransactionCanceledException
   */
  ask(target: string, input: object): Promise<unknown>
  close(): void
}

/** A connection that may have such a way. Who looks at requests sees those of the SDK: then all go there. */
export type MayBeQuick = { quick?: Quick; watchers: number }

/**
 * Asks by the short way, and by the SDK where there is none, or it does not do.
 * @param input makes what goes over the wire, @param read reads what came back: both may throw Unusual
 */
export async function quickly<O>(
  { quick, watchers }: MayBeQuick,
  target: string,
  input: () => object,
  read: (answer: Wire) => O,
  bySdk: () => Promise<O>,
): Promise<O> {
  if (!quick || watchers > 0) return bySdk()
  try {
    const answer = await quick.ask(target, input())
    if (answer !== undefined) return read(answer as Wire)
  } catch (error) {
    if (!(error instanceof Unusual)) throw error
  }
  return bySdk()
}

export function openQuick(endpoint: string): Quick {
  const talk = openTalk(endpoint)
  return {
    async ask(target, input) {
      const answer = await talk.post(target, JSON.stringify(input))
      if (answer?.status === 200) return parsed(answer.text)
      const refused = answer?.status === 400 && refusalIn(answer.text)
      if (refused) throw refused
      return undefined
    },
    close: () => talk.close(),
  }
}

/** Undefined where it was cut. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type Told = {
  __type?: string
  message?: string
  Message?: string
  CancellationReasons?: CancellationReason[]
}

/** That a condition failed is an answer: nothing is gained by asking again. */
function refusalIn(text: string): Error | undefined {
  const told = parsed(text) as Told | undefined
  if (!told) return undefined
  const [message, $metadata] = [told.message ?? told.Message ?? "", { httpStatusCode: 400 }]
  const name = told.__type?.replace(/^.*#/, "")
  if (name === "ConditionalCheckFailedException")
    return new ConditionalCheckFailedException({ message, $metadata })
  if (name === "TransactionCanceledException" && told.CancellationReasons)
    return new TransactionCanceledException({
      message,
      $metadata,
      CancellationReasons: told.CancellationReasons,
    })
  return undefined
}
