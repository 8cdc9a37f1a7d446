/** Tells the author of a reply that it was accepted as the answer, and takes it back when it is not any more. */
import { DAY, epochSecondsIn } from "#lib/base/clock.ts"
import { mintId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Notification } from "#lib/db/items/notifications.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { answeredAndInbox, notificationAndInbox } from "#lib/db/patterns/notifications.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { stancesOf } from "#lib/db/patterns/watching.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { putAnswered } from "#lib/db/writes/notifications.ts"
import { memberFrom } from "#lib/forum/actor.ts"
import { inboxWrites } from "#lib/forum/inboxes.ts"
import { canSeeCategory } from "#lib/forum/seeing.ts"
import { settings } from "#lib/forum/settings.ts"
import type { Scene } from "./audience.ts"
import { isAnswer, isOpen, scenesOf } from "./scenes.ts"
import { settleNotifications } from "./settling.ts"

const LIFE = 90 * DAY

type Answer = NonNullable<Topic["answer"]>

/**
 * Makes what was told of a post as the answer what it should be now: told while it is, out of sight while it is not.
 * However often it is accepted, it is told once; what was read stays read.
 */
export async function tellAnswer(topic: string, answer: Answer): Promise<void> {
  await untilSettled(async () => {
    const user = answer.author.id
    const scene = (await scenesOf([{ topic, id: answer.post }])).get(answer.post)
    const { answered, inbox } = await answeredAndInbox(user, topic, answer.post)
    const id = answered?.notification ?? mintId(Date.parse(answer.at), `${user}#${answer.post}#answer`)
    const { notification: told } = await notificationAndInbox(user, id)
    if (told) await settleNotifications([told])
    if (answered || told || !scene || !isAnswer(scene) || !(await wants(scene, answer))) return inbox
    const after: Notification = {
      ...{ id, user, kind: "answer", category: scene.topic.category, topic: scene.topic.id },
      ...{ post: answer.post, by: [by(scene, answer)], count: 1, title: scene.topic.title },
      ...{ createdAt: answer.at, round: inbox.round, expiresAt: epochSecondsIn(LIFE) },
    }
    const remembered = { user, topic, post: answer.post, notification: id, expiresAt: after.expiresAt }
    await commit(inboxWrites({ inbox, changes: [{ after }], with: [putAnswered(remembered)] }))
    return inbox
  })
}

/** Who accepted it; before that was kept, it was who asked. */
const by = ({ topic }: Scene, answer: Answer): Notification["by"][number] => answer.by ?? topic.author

async function wants(scene: Scene, answer: Answer): Promise<boolean> {
  const acceptedBy = by(scene, answer).id
  if (acceptedBy === answer.author.id || !isOpen(scene)) return false
  const [user, [stance]] = await Promise.all([
    getUser(answer.author.id, { consistent: true }),
    stancesOf([answer.author.id], {
      topic: scene.topic.id,
      category: scene.topic.category,
      parent: scene.category.parent,
      author: acceptedBy,
    }),
  ])
  if (!user || user.leftAt || stance?.mutesAuthor || stance?.state?.level === "muted") return false
  return canSeeCategory(memberFrom(user, await settings()), scene.category)
}
