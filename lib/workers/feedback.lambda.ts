/** What SES tells of mail that came back, or that somebody complained about: called by the topic that SES tells it to. */
import { stopReturned } from "#lib/email/bounces.ts"
import { returnedBySes } from "#lib/email/ses.ts"

export type SnsEvent = { Records?: { Sns: { Message: string } }[] }

/**
 * Stops mail about the forum to each address that is told of. May be told twice.
 * @throws when the table does not take it: Lambda tells it again, and keeps it when that does not help
 */
export async function handler({ Records = [] }: SnsEvent): Promise<{ told: number }> {
  const returned = Records.flatMap(({ Sns }) => returnedBySes(Sns.Message))
  await stopReturned(returned)
  return { told: returned.length }
}
