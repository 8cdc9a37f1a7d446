/** Tells those whom a decision concerns: who wrote what was hidden, who reported it, who wrote to staff. There is no rebuild, as of all notifications. */
import { DAY, epochSecondsIn } from "#lib/base/clock.ts"
import { mintId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { type CaseEvent, CaseEvents, TopicAct } from "#lib/db/items/case-events.ts"
import type { Case } from "#lib/db/items/cases.ts"
import type { CaseNews, Notification } from "#lib/db/items/notifications.ts"
import { lastEventsOfCase } from "#lib/db/patterns/cases.ts"
import { notificationAndInbox } from "#lib/db/patterns/notifications.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { foldCase } from "#lib/forum/case-folding.ts"
import { pastOf } from "#lib/forum/cases.ts"
import { inboxWrites } from "#lib/forum/inboxes.ts"
import { images, type Projection } from "./contract.ts"

const LIFE = 90 * DAY

export const caseNews: Projection = {
  name: "case-news",
  entities: ["CaseEvent"],
  async apply(changes) {
    for (const change of changes) {
      const { before, after } = images(CaseEvents, change)
      if (after && !before) await tellOf(after)
    }
  },
}

async function tellOf(event: CaseEvent): Promise<void> {
  if (!MAY_CONCERN.has(event.type) || (event.type === "wrote" && !event.staff)) return
  if (event.type === "settled" && (await isConversation(event.case))) return
  // What is said needs no past, and a conversation may be long.
  const isTalk = event.type === "wrote"
  const before = isTalk ? undefined : foldCase(await pastOf(event.case, { version: event.version - 1 }))
  const concerned = concernedBy(event, before)
  for (const [user, news] of concerned) if (user !== event.by) await tell(user, news, event)
}

/** One that ends has been answered, or needs no answer: nobody is told, and nothing but its beginning is read. */
async function isConversation(id: string): Promise<boolean> {
  const [first] = await lastEventsOfCase(id, 1, 2)
  return first?.type === "wrote"
}

const MAY_CONCERN: ReadonlySet<string> = new Set([
  ...["hidden", "restored", "dismissed", "settled", "wrote"],
  ...["approved", "rejected"],
  ...["warned", "silenced", "suspended", "lifted", "swept", "unswept"],
  ...TopicAct.options,
])

/** Who hears of an event, and as what. Of several things the first: who wrote it may have reported it, too. */
function concernedBy(event: CaseEvent, before: Case | undefined): Map<string, CaseNews> {
  const told = new Map<string, CaseNews>()
  const subject = before?.subject ?? ("subject" in event ? event.subject : undefined)
  if (!subject) return told
  if (event.type === "wrote") return event.staff ? told.set(subject.member, "answered") : told
  // A conversation that ends has been answered, or needs no answer.
  if (subject.kind === "message") return told
  // Who is let in or not is told by mail.
  if (before?.queue === "newcomer") return told
  if (event.type === "approved" || event.type === "rejected") return told.set(subject.member, event.type)
  if (event.type === "hidden") told.set(subject.member, "hidden")
  if (event.type === "restored") told.set(subject.member, "restored")
  if (isTopicAct(event.type))
    return "words" in event && event.words ? told.set(subject.member, "changed") : told
  if (event.type === "swept") told.set(subject.member, "suspended")
  if (event.type === "unswept") return told.set(subject.member, "lifted")
  if (isSanction(event.type)) told.set(subject.member, event.type)
  const isAgainst = before?.hidden !== undefined || before?.queue === "appeal"
  const isUpheld = event.type === "dismissed" && before?.state === "open" && isAgainst
  if (isUpheld) told.set(subject.member, "upheld")
  // They were told when it was hidden; an appeal is its author's matter.
  if (!before || before.state === "closed" || before.queue !== "report" || event.type === "lifted")
    return told
  const news = event.type === "dismissed" ? "dismissed" : "acted"
  for (const { by } of before.reports) if (!told.has(by)) told.set(by, news)
  return told
}

const isTopicAct = (type: string): boolean => TopicAct.options.some((one) => one === type)
const isSanction = (type: string): type is "warned" | "silenced" | "suspended" | "lifted" =>
  type === "warned" || type === "silenced" || type === "suspended" || type === "lifted"

async function tell(user: string, news: CaseNews, event: CaseEvent): Promise<void> {
  const id = mintId(Date.parse(event.at), `${user}#${event.case}#${event.version}`)
  const words = "words" in event ? event.words : undefined
  await untilSettled(async () => {
    const [{ notification, inbox }, member] = await Promise.all([
      notificationAndInbox(user, id),
      getUser(user, { consistent: true }),
    ])
    if (notification || !member || member.leftAt) return inbox
    const after: Notification = {
      ...{
        id,
        user,
        kind: "moderation",
        category: "",
        topic: event.case,
        post: event.case,
        by: [],
        count: 1,
      },
      ...{ title: "", case: { id: event.case, news, ...(words && { words }) } },
      ...{ createdAt: event.at, round: inbox.round, expiresAt: epochSecondsIn(LIFE) },
    }
    await commit(inboxWrites({ inbox, changes: [{ after }] }))
    return inbox
  })
}
