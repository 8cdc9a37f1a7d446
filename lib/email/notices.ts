/** The mail that tells a member of one notification. */
import { nowIso } from "#lib/base/clock.ts"
import { isForumError } from "#lib/base/errors.ts"
import type { MailSettings } from "#lib/db/items/mails.ts"
import { isUnread, type Notification } from "#lib/db/items/notifications.ts"
import type { User } from "#lib/db/items/users.ts"
import { isTopicMailOff, noticeScene } from "#lib/db/patterns/mails.ts"
import { memberFrom } from "#lib/forum/actor.ts"
import { forumName } from "#lib/forum/present-look.ts"
import { settings as forumSettings } from "#lib/forum/settings.ts"
import { type PostScene, visiblePost } from "#lib/forum/visible.ts"
import { escaped } from "#lib/markup/escaped.ts"
import { mailSettingsPath, oneClickPath, unsubscribePath } from "#lib/web/account-paths.ts"
import { casePath, permanentPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { bodyOf } from "./body.ts"
import { choiceOf, defaultSettings, toYou, whyNoMail } from "./choices.ts"
import { isLeft, whyTooMuch } from "./floods.ts"
import { type Foot, type Letter, type List, letter, type Part, type Place } from "./letter.ts"
import { HIDDEN, WITHDRAWN } from "./outbox.ts"
import { beforeText, wholeSentence } from "./sentences.ts"
import { type Scope, unsubscribeToken } from "./unsubscribing.ts"

/**
 * The letter as it is right now, or why there is none (any more). Rights are those of this moment.
 * @param isCounted it was tried before, and so the member's limit of mails was spent on it already
 */
export async function noticeLetter(
  user: string,
  id: string,
  { isCounted }: { isCounted: boolean },
): Promise<Letter | string> {
  const {
    member,
    settings = defaultSettings(user, nowIso()),
    inbox,
    notification,
  } = await noticeScene(user, id)
  if (notification?.forDigest) return "it is left to the digest"
  if (notification && choiceOf(settings, notification.kind) === "digest")
    return (await isLeft(notification)) ? "the member chose the digest since" : "it is gone"
  const reason =
    whyNoMail(member, settings, nowIso(), { evenSuspended: notification?.case !== undefined }) ??
    whyNotThis(settings, notification, inbox?.round ?? 0)
  if (reason || !member || !notification) return reason ?? "it is gone"
  if (notification.case) {
    const tooMuch = isCounted ? undefined : await whyTooMuch(notification)
    return tooMuch ?? writtenOfCase(member, notification, notification.case)
  }
  const scene = await sceneFor(member, notification.post)
  if (!scene) return HIDDEN
  if (await isTopicMailOff(user, scene.topic.id)) return "the member wants no mail about this topic"
  const tooMuch = isCounted ? undefined : await whyTooMuch(notification)
  return tooMuch ?? written(member, notification, scene)
}

function whyNotThis(
  settings: MailSettings,
  notification: Notification | undefined,
  round: number,
): string | undefined {
  if (!notification || notification.withdrawn) return WITHDRAWN
  if (!isUnread(notification, { round })) return "it is read already"
  if (choiceOf(settings, notification.kind) !== "at-once") return "the member chose otherwise"
  return undefined
}

/** The post as the member may read it now, with its topic and category; undefined where they may not. */
export async function sceneFor(member: User, post: string): Promise<PostScene | undefined> {
  try {
    const scene = await visiblePost(memberFrom(member, await forumSettings()), post, { consistent: true })
    // Who may still see what was removed need not get it by mail.
    return scene.post.removed || scene.topic.removed ? undefined : scene
  } catch (error) {
    if (isForumError(error, "not-found")) return undefined
    throw error
  }
}

function written(member: User, notification: Notification, scene: PostScene): Letter {
  const { topic, post, category } = scene
  const { kind } = notification
  const isQuiet = kind === "like" || kind === "answer"
  const scope: Scope = isOfTopic(kind) ? { what: "topic", topic: topic.id } : { what: "kind", kind }
  const parts: Part[] = [
    isQuiet ? wholeSentence(notification, topic.title) : beforeText(notification, topic.title),
    ...(isQuiet ? [] : [bodyOf(post.html)]),
    { link: permanentPath(post.id), label: isQuiet ? t("letters.notice.see") : t("letters.notice.answer") },
  ]
  const token = (of: Scope): string => unsubscribeToken(member.id, of)
  const list: List = {
    id: category.id,
    name: category.name,
    oneClick: oneClickPath(token(scope)),
  }
  return letter(member.email!, `[${forumName()}] ${topic.title}`, parts, {
    from: isQuiet && notification.count > 1 ? undefined : notification.by[0]?.name,
    place: isQuiet ? quietPlace(notification) : placeOf(scene),
    list,
    precedence: "list",
    foot: footOf(kind, topic.id, token),
  })
}

/** What moderators decided, and what they say of it. What it is about is on the page. */
function writtenOfCase(
  member: User,
  notification: Notification,
  { id, words }: NonNullable<Notification["case"]>,
): Letter {
  const { kind } = notification
  const scope: Scope = { what: "kind", kind }
  const token = unsubscribeToken(member.id, scope)
  const name = forumName()
  return letter(
    member.email!,
    `[${name}] ${t("letters.case.subject")}`,
    [
      wholeSentence(notification, ""),
      ...(words ? [{ text: words, html: `<p>${escaped(words).replaceAll("\n", "<br>")}</p>` }] : []),
      { link: casePath(id), label: t("letters.notice.see") },
    ],
    {
      place: { id: `notification-${notification.id.toLowerCase()}` },
      list: {
        id: "moderation",
        name: t("letters.case.list", { forum: name }),
        oneClick: oneClickPath(token),
      },
      foot: {
        why: t("letters.notice.why", { kind: toYou(kind) }),
        links: [
          { link: unsubscribePath(token), label: t("letters.notice.no-more-kind") },
          { link: mailSettingsPath(), label: t("letters.choose") },
        ],
      },
    },
  )
}

const isOfTopic = (kind: Notification["kind"]): boolean => kind === "own-topic" || kind === "watched-topic"

/** Ids follow from what a mail is about: so a program has all of a topic as one thread, and nothing twice. */
function placeOf({ topic, post }: PostScene): Place {
  const root = `topic-${topic.id.toLowerCase()}`
  if (post.id === topic.firstPost) return { id: root }
  const parent = post.replyTo && post.replyTo.id !== topic.firstPost ? postId(post.replyTo.id) : root
  return { id: postId(post.id), replyTo: parent, references: [...new Set([root, parent])] }
}

function quietPlace({ id, topic, post }: Notification): Place {
  const root = `topic-${topic.toLowerCase()}`
  return { id: `notification-${id.toLowerCase()}`, replyTo: postId(post), references: [root, postId(post)] }
}

const postId = (post: string): string => `post-${post.toLowerCase()}`

function footOf(kind: Notification["kind"], topic: string, token: (of: Scope) => string): Foot {
  return {
    why: t("letters.notice.why", { kind: toYou(kind) }),
    links: [
      { link: unsubscribePath(token({ what: "kind", kind })), label: t("letters.notice.no-more-kind") },
      { link: unsubscribePath(token({ what: "topic", topic })), label: t("letters.notice.no-more-topic") },
      { link: mailSettingsPath(), label: t("letters.choose") },
    ],
  }
}
