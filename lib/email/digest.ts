/** The mail that tells of what happened since the last one: what concerns the member, and the best new topics. */

import { DAY, MINUTE, nowIso } from "#lib/base/clock.ts"
import type { MailSettings } from "#lib/db/items/mails.ts"
import { isUnread, type Notification } from "#lib/db/items/notifications.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import type { User } from "#lib/db/items/users.ts"
import { notificationsOfIssue } from "#lib/db/patterns/mails.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { memberFrom } from "#lib/forum/actor.ts"
import { forumName } from "#lib/forum/present-look.ts"
import { settings as forumSettings } from "#lib/forum/settings.ts"
import { mailSettingsPath, oneClickPath, unsubscribePath } from "#lib/web/account-paths.ts"
import { casePath, permanentPath, topicPath } from "#lib/web/paths.ts"
import { date, t } from "#lib/words/t.ts"
import { bestTopicsFor } from "./best-topics.ts"
import { choiceOf, whyNoMail } from "./choices.ts"
import { claimedBy, claimForDigest, releaseClaims } from "./claims.ts"
import { type Letter, letter, type Part } from "./letter.ts"
import { sceneFor } from "./notices.ts"
import { wholeSentence } from "./sentences.ts"
import { settingsOf } from "./settings.ts"
import { unsubscribeToken } from "./unsubscribing.ts"

/** More than this nobody reads in a mail: the rest is on the page of notifications. */
const MOST_NEWS = 15
const MOST_TOPICS = 7

/**
 * What is told may be this late: the stream keeps changes for a day, dead letters are tried again for 17 hours, a
 * restored post is told of for a day; and what waited for a mail server that was away is left to the digest after five.
 */
const LATEST = 8 * DAY
/** What was begun by then is written by now: so the best topics of two digests leave no gap. */
const IN_FLIGHT = 2 * MINUTE

/**
 * The letter of an issue, or why there is none. Which notifications are in it was decided when they were told: each is in
 * one issue. Rights are those of this moment. @param since, until ISO 8601: of the best topics
 */
export async function digestLetter(
  user: string,
  { issue, since, until }: { issue: number; since: string; until: string },
): Promise<Letter | string> {
  const [member, settings] = await Promise.all([getUser(user, { consistent: true }), settingsOf(user)])
  const reason = whyNoMail(member, settings, nowIso())
  if (reason || !member?.email) return reason ?? "the member has no address"
  if (settings.digest === "never") return "the member wants no digests"
  const found = await notificationsOfIssue(user, issue, earlier(since, LATEST))
  const { news, more, hidden } = await newsOf(member, await toldBy(issue, settings, found, until))
  await releaseClaims(user, hidden, issue)
  const period = { since: earlier(since, IN_FLIGHT), until: earlier(until, IN_FLIGHT) }
  const topics = await bestTopicsFor(memberFrom(member, await forumSettings()), period, MOST_TOPICS)
  if (news.length + topics.length === 0) return "there is nothing to tell"
  return written(member, settings.digest, issue, [
    ...(news.length > 0 ? [{ heading: t("letters.digest.for-you") }, ...news] : []),
    ...(more > 0 ? [t("letters.digest.more", { count: more })] : []),
    ...(topics.length > 0 ? [{ heading: t("letters.digest.topics") }, ...topics.map(lineOf)] : []),
  ])
}

type Found = Awaited<ReturnType<typeof notificationsOfIssue>>

/**
 * Those of which no mail of their own tells, nor another digest, whatever the member chose when they came, and however
 * late it is made. What went out of sight since this digest was written first is left to others; what went and came back
 * since stays in it.
 */
async function toldBy(
  issue: number,
  settings: MailSettings,
  { notifications, later, inbox }: Found,
  until: string,
): Promise<Notification[]> {
  const { user } = settings
  const isWanted = (one: Notification): boolean =>
    isUnread(one, inbox) && choiceOf(settings, one.kind) !== "never"
  const withdrawn = notifications.filter(({ withdrawn }) => withdrawn)
  const back = later.filter((one) => isWanted(one) && one.createdAt <= until)
  await releaseClaims(user, withdrawn, issue)
  const kept = await claimedBy(issue, user, back)
  const claimed = await claimForDigest(user, notifications.filter(isWanted), issue)
  return [...back, ...notifications].filter(({ id }) => kept.has(id) || claimed.has(id))
}

const earlier = (time: string, by: number): string => new Date(Date.parse(time) - by).toISOString()

type News = { news: Part[]; more: number; hidden: Notification[] }

/** What may still be seen, newest first; and what may not, which its notification does not say yet. */
async function newsOf(member: User, unread: Notification[]): Promise<News> {
  const hidden: Notification[] = []
  const shown = await Promise.all(
    unread.slice(0, MOST_NEWS).map(async (one): Promise<Part[]> => {
      if (one.case) {
        const [link, label] = [casePath(one.case.id), wholeSentence(one, "")]
        return [{ item: { link, label, note: date(one.createdAt, "thisYear") } }]
      }
      const scene = await sceneFor(member, one.post)
      if (!scene) hidden.push(one)
      if (!scene) return []
      const { topic, category } = scene
      return [
        {
          item: {
            link: permanentPath(one.post),
            label: wholeSentence(one, topic.title),
            note: `${category.name} · ${date(one.createdAt, "thisYear")}`,
          },
        },
      ]
    }),
  )
  return { news: shown.flat(), more: Math.max(0, unread.length - MOST_NEWS), hidden }
}

function lineOf({ topic, area }: { topic: Topic; area: "public" | "private" }): Part {
  const replies = topic.postCount - 1
  const counts = [
    t("letters.digest.by", { name: topic.author.name }),
    ...(replies > 0 ? [t("letters.digest.replies", { count: replies })] : []),
    ...(topic.likeCount > 0 ? [t("letters.digest.likes", { count: topic.likeCount })] : []),
  ]
  return { item: { link: topicPath(topic, { area }), label: topic.title, note: counts.join(" · ") } }
}

function written(member: User, rhythm: "daily" | "weekly", issue: number, parts: Part[]): Letter {
  const name = forumName()
  const token = unsubscribeToken(member.id, { what: "digest" })
  const all = unsubscribeToken(member.id, { what: "all" })
  const subject = t(`letters.digest.subject-${rhythm}`, { forum: name })
  return letter(member.email!, subject, [t("letters.digest.hello", { name: member.name }), ...parts], {
    place: { id: `digest-${member.id.toLowerCase()}-${issue}` },
    list: {
      id: "digest",
      name: t("letters.digest.name", { forum: name }),
      oneClick: oneClickPath(token),
    },
    precedence: "bulk",
    foot: {
      why: t(`letters.digest.why-${rhythm}`),
      links: [
        { link: unsubscribePath(token), label: t("letters.digest.no-more") },
        { link: unsubscribePath(all), label: t("letters.no-mail") },
        { link: mailSettingsPath(), label: t("letters.choose") },
      ],
    },
  })
}
