/** What staff do with topics: by the event that it leads to. */
import { findTopic } from "#lib/db/patterns/topics.ts"
import { acceptAnswer } from "#lib/forum/answers.ts"
import { lockTopic } from "#lib/forum/closing.ts"
import { editPost } from "#lib/forum/editing.ts"
import { mergeTopics, splitTopic, undoMove } from "#lib/forum/merging.ts"
import { pinTopic } from "#lib/forum/pinning.ts"
import { retitleTopic } from "#lib/forum/retitling.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { aCategory, aTopic } from "#lib/testing/people.ts"
import { finishAll } from "#lib/testing/sagas.ts"
import { type Act, type Acts, type Scene, words } from "./scene.ts"

const FUTURE = "2999-01-01T00:00:00.000Z"

export const ON_TOPICS: Acts = {
  accepted:
    async ({ mod, reply }) =>
    () =>
      acceptAnswer(mod, { post: reply, accepted: true }),
  unaccepted: async ({ mod, reply }) => {
    await acceptAnswer(mod, { post: reply, accepted: true })
    return () => acceptAnswer(mod, { post: reply, accepted: false })
  },
  edited:
    async ({ mod, reply }) =>
    () =>
      editPost(mod, { post: reply, version: 1, body: "South." }),
  locked:
    async ({ mod, topic }) =>
    () =>
      lockTopic(mod, { topic, locked: true, words }),
  unlocked: async ({ mod, topic }) => {
    await lockTopic(mod, { topic, locked: true })
    return () => lockTopic(mod, { topic, locked: false, words })
  },
  pinned:
    async ({ mod, topic }) =>
    () =>
      pinTopic(mod, { topic, pinned: true, words }),
  unpinned: async ({ mod, topic }) => {
    await pinTopic(mod, { topic, pinned: true })
    return () => pinTopic(mod, { topic, pinned: false, words })
  },
  "pinned-home":
    async ({ mod, topic }) =>
    () =>
      pinTopic(mod, { topic, pinned: true, where: "home", words }),
  "unpinned-home": async ({ mod, topic }) => {
    await pinTopic(mod, { topic, pinned: true, where: "home" })
    return () => pinTopic(mod, { topic, pinned: false, where: "home", words })
  },
  "timed-lock":
    async ({ mod, topic }) =>
    () =>
      lockTopic(mod, { topic, locked: true, at: FUTURE, words }),
  "timed-unlock": async ({ mod, topic }) => {
    await lockTopic(mod, { topic, locked: true })
    return () => lockTopic(mod, { topic, locked: false, at: FUTURE, words })
  },
  untimed: async ({ mod, topic }) => {
    await lockTopic(mod, { topic, locked: true, at: FUTURE })
    return () => lockTopic(mod, { topic, locked: false, words })
  },
  moved: async ({ mod, topic }) => {
    const { id } = await aCategory()
    return () => moveTopic(mod, { topic, category: id, words })
  },
  retitled: (scene) => retitling(scene, { title: "Another title" }),
  retagged: (scene) => retitling(scene, { tags: ["pitch"] }),
  merged: async (scene) => {
    const other = await otherTopic(scene)
    return () => mergeTopics(scene.mod, { topic: scene.topic, other, words })
  },
  unmerged: async (scene) => {
    const { id } = await mergeTopics(scene.mod, { topic: scene.topic, other: await otherTopic(scene) })
    await finishAll()
    return () => undoMove(scene.mod, { saga: id })
  },
  split: async (scene) => () => splitting(scene),
  unsplit: async (scene) => {
    const { id } = await splitting(scene)
    await finishAll()
    return () => undoMove(scene.mod, { saga: id })
  },
}

async function otherTopic({ bob, category }: Scene): Promise<string> {
  return (await aTopic(bob, category, { title: "Tar, once more" })).topic
}

const splitting = ({ mod, reply, category }: Scene) =>
  splitTopic(mod, { post: reply, title: "Apart", category: category.id, which: "alone", words })

const retitling = async (
  { mod, topic }: Scene,
  change: { title?: string; tags?: string[] },
): Promise<Act> => {
  const row = (await findTopic(topic, { consistent: true }))!
  return () =>
    retitleTopic(mod, { topic, version: row.version, title: row.title, tags: row.tags, words, ...change })
}
