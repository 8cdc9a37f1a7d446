/** What a member wants to be told by mail, and how they say so. */
import { z } from "zod"
import { now, nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import { Choice, Frequency, type MailSettings } from "#lib/db/items/mails.ts"
import type { NotificationKind } from "#lib/db/items/notifications.ts"
import { mailSettingsOf } from "#lib/db/patterns/mails.ts"
import { inboxOf } from "#lib/db/patterns/notifications.ts"
import { Overtaken, overtaken } from "#lib/db/retry.ts"
import { deleteMailOff, putMailOff, putMailSettings } from "#lib/db/writes/mails.ts"
import { beginIssue } from "#lib/db/writes/notifications.ts"
import { type Actor, requireMember } from "#lib/forum/actor.ts"
import { defaultSettings, KIND_NAMES, nextDigest } from "./choices.ts"

export const SettingsInput = z.object({
  ...(Object.fromEntries(KIND_NAMES.map((kind) => [kind, Choice])) as Record<
    NotificationKind,
    typeof Choice
  >),
  digest: Frequency,
  /** A box that is not ticked is not sent. */
  off: z.literal("on").optional(),
})

/** What is so now; what holds by default where nothing was chosen yet. */
export async function settingsOf(user: string): Promise<MailSettings> {
  const [settings] = await mailSettingsOf([user], { consistent: true })
  return settings ?? defaultSettings(user, nowIso())
}

/** Saves the whole page of settings. @throws ForumError unauthenticated */
export async function chooseMail(
  actor: Actor,
  { digest, off, ...choices }: z.output<typeof SettingsInput>,
): Promise<void> {
  await changeSettings(requireMember(actor).id, () => ({ choices, digest, off: off === "on" }))
}

export const TopicInput = z.object({ topic: Id })

/** Mail about a topic again. @throws ForumError unauthenticated */
export async function resumeTopicMail(actor: Actor, { topic }: z.output<typeof TopicInput>): Promise<void> {
  await commit([deleteMailOff(requireMember(actor).id, topic)])
}

/** No mail about a topic any more. */
export async function stopTopicMail(user: string, topic: string): Promise<void> {
  await commit([putMailOff(user, topic, nowIso())])
}

/**
 * Changes a member's settings; whoever was overtaken reads again. Who wants another rhythm of digests has the
 * next one when that rhythm says.
 */
export async function changeSettings(
  user: string,
  change: (was: MailSettings) => Partial<MailSettings>,
): Promise<void> {
  for (let tries = 0; tries < 5; tries++) {
    const [was] = await mailSettingsOf([user], { consistent: true })
    const before = was ?? defaultSettings(user, nowIso())
    const after = { ...before, ...change(before), updatedAt: nowIso() }
    const isAnotherRhythm = after.digest !== before.digest || isQuiet(before)
    const nextDigestAt = isAnotherRhythm ? nextDigest(user, after.digest, now()) : after.nextDigestAt
    // After a silence the digest tells of what comes, not of all that was missed.
    const speaks = isQuiet(before) && !isQuiet(after)
    const digestedAt = speaks ? nowIso() : after.digestedAt
    const others = speaks ? [beginIssue(await inboxOf(user, { consistent: true }))] : []
    if (await saved({ ...after, nextDigestAt, digestedAt }, was, others)) return
  }
  throw new ForumError("conflict", "busy")
}

const isQuiet = ({ digest, off, stopped }: MailSettings): boolean => digest === "never" || off || !!stopped

async function saved(
  settings: MailSettings,
  was: MailSettings | undefined,
  others: Write[],
): Promise<boolean> {
  try {
    await commit([putMailSettings(settings, was, overtaken), ...others])
    return true
  } catch (error) {
    if (error instanceof Overtaken) return false
    throw error
  }
}
