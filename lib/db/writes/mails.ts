/** Writes of mails and of what members want of them, as values for commit(). */
import { IS_NEW, type Write } from "../commit.ts"
import { type Mail, MailOffs, type MailSettings, MailSettingsItems, Mails } from "../items/mails.ts"
import { mailOffKey } from "../keys/mails.ts"
import { notificationKey } from "../keys/notifications.ts"

/** A mail that is to go out. @param refusal raised when there is one of the same cause, sent or not */
export function putMail(mail: Mail, refusal: () => Error): Write {
  return { kind: "put", repeatable: true, item: Mails.encode(mail), condition: IS_NEW, refusal }
}

/**
 * What became of a mail, or that somebody is about to try it. Sent twice, the second time is refused: only who
 * gets no refusal goes on.
 * @param refusal raised when somebody else has it meanwhile
 */
export function changeMail(was: Mail, change: Partial<Mail>, refusal: () => Error): Write {
  const { state, dueAt, tries, reason } = was
  const isSame = reason === undefined ? "attribute_not_exists(reason)" : "reason = :reason"
  return {
    kind: "put",
    item: Mails.encode({ ...was, ...change }),
    condition: `#state = :state AND dueAt = :due AND tries = :tries AND ${isSame}`,
    names: { "#state": "state" },
    values: {
      ":state": state,
      ":due": dueAt,
      ":tries": tries,
      ...(reason !== undefined && { ":reason": reason }),
    },
    refusal,
  }
}

/** Goes with a mail that is not sent because its notification is out of sight, or gone. @param refusal raised when it is back */
export function stillWithdrawn(user: string, notification: string, refusal: () => Error): Write {
  return {
    kind: "check",
    key: notificationKey(user, notification),
    condition: `${IS_NEW} OR attribute_exists(withdrawn)`,
    refusal,
  }
}

/** @param was what was read; undefined when there was nothing · @param refusal raised when that is not so any more */
export function putMailSettings(
  settings: MailSettings,
  was: MailSettings | undefined,
  refusal: () => Error,
): Write {
  return {
    kind: "put",
    item: MailSettingsItems.encode({ ...settings, version: (was?.version ?? 0) + 1 }),
    ...(was
      ? { condition: "version = :version", values: { ":version": was.version } }
      : { condition: IS_NEW }),
    refusal,
  }
}

/** No mail about a topic any more. Without a condition: twice is once. */
export function putMailOff(user: string, topic: string, createdAt: string): Write {
  return { kind: "put", item: MailOffs.encode({ user, topic, createdAt }) }
}

/** Mail about a topic again. Without a condition: what is gone already is gone. */
export function deleteMailOff(user: string, topic: string): Write {
  return { kind: "delete", key: mailOffKey(user, topic) }
}
