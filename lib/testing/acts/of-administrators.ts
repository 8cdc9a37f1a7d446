/** What administrators do: by the event that it leads to. */
import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { TwoSteps } from "#lib/db/items/two-step.ts"
import { getLook } from "#lib/db/patterns/site.ts"
import type { Member } from "#lib/forum/actor.ts"
import { changeCategory, createCategory } from "#lib/forum/categories.ts"
import { orderCategory } from "#lib/forum/category-order.ts"
import { mergeCategory, removeCategory, restoreCategory } from "#lib/forum/category-removal.ts"
import { allTexts, setForumText } from "#lib/forum/forum-texts.ts"
import { invite, withdraw } from "#lib/forum/invitations.ts"
import { nameForum } from "#lib/forum/looks.ts"
import { signOutMember, takeTwoStepOff } from "#lib/forum/member-keeping.ts"
import { mergeMembers } from "#lib/forum/member-merging.ts"
import { setRole } from "#lib/forum/roles.ts"
import { setSettings } from "#lib/forum/setting-changes.ts"
import { freshSettings } from "#lib/forum/settings.ts"
import { describeTag, mergeTag, removeTag } from "#lib/forum/tag-keeping.ts"
import { endWarden, nameWarden } from "#lib/forum/wards.ts"
import { changeWatchedWords } from "#lib/forum/watched-words.ts"
import { aCategory, aTopic } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { type Acts, words } from "./scene.ts"

export const OF_ADMINISTRATORS: Acts = {
  "category-created":
    async ({ admin }) =>
    () =>
      createCategory(admin, { name: `New ${newId().slice(-8)}` }),
  "category-changed":
    async ({ admin, category }) =>
    () =>
      changeCategory(admin, category.id, { hue: 10 }),
  "category-moved": async ({ admin }) => {
    const parent = (await aCategory()).id
    await aCategory({ parent })
    const { id } = await aCategory({ parent, position: 200 })
    return () => orderCategory(admin, { category: id, to: "up" })
  },
  "category-removed":
    async ({ admin, category: { id, version } }) =>
    () =>
      removeCategory(admin, { category: id, version, words }),
  "category-restored": async ({ admin, category: { id, version } }) => {
    const removed = await removeCategory(admin, { category: id, version, words })
    return () => restoreCategory(admin, { category: id, version: removed.version + 1 })
  },
  "category-merged": async ({ admin, category: { id, version } }) => {
    const into = (await aCategory()).id
    return () => mergeCategory(admin, { category: id, version, into, words })
  },
  "member-merged": async ({ admin, ann, bob }) => {
    // What follows from what they wrote is there before their account ends.
    await settle()
    return () => mergeMembers(admin, { member: bob.id, into: ann.name, sure: "on" })
  },
  "member-role":
    async ({ admin, bob }) =>
    () =>
      setRole(admin, { member: bob.id, role: "moderator" }),
  "member-signed-out":
    async ({ admin, bob }) =>
    () =>
      signOutMember(admin, { member: bob.id }),
  "member-two-step-off": async ({ admin, bob }) => {
    const on = { user: bob.id, secret: "sealed", since: nowIso(), updatedAt: nowIso() }
    await commit([{ kind: "put", item: TwoSteps.encode(on) }])
    return () => takeTwoStepOff(admin, { member: bob.id })
  },
  "moderator-named":
    async ({ admin, bob, category }) =>
    () =>
      nameWarden(admin, { category: category.id, member: bob.name }),
  "moderator-ended": async ({ admin, bob, category }) => {
    await nameWarden(admin, { category: category.id, member: bob.name })
    return () => endWarden(admin, { category: category.id, member: bob.id })
  },
  "setting-changed": async ({ admin }) => {
    const { version, values } = await freshSettings()
    const level = String(values["new-edit-hours"] + 1)
    return () => setSettings(admin, { version, values: { "new-edit-hours": level } })
  },
  "setting-changed: watched words": async ({ admin }) => {
    let version = 0
    // Whoever asks for an older version is refused: this is the only test that watches for words.
    const watch = () =>
      changeWatchedWords(admin, { version, block: [newId()], hold: [], flag: [], censor: [] })
    for (; version < 20; version++)
      if (
        await watch().then(
          () => true,
          () => false,
        )
      )
        break
    version++
    return watch
  },
  "look-changed": async ({ admin }) => {
    const version = (await getLook())?.version ?? 0
    return () => nameForum(admin, { version, name: `Forum ${newId().slice(-8)}` })
  },
  "invitation-made":
    async ({ admin }) =>
    () =>
      invite(admin, { people: 1, days: 1, note: "" }),
  "invitation-ended": async ({ admin }) => {
    const { invitation } = await invite(admin, { people: 1, days: 1, note: "" })
    return () => withdraw(admin, { invitation: invitation.hash })
  },
  "tag-changed": async ({ admin, mod, category }) => {
    const [tag] = await tagsOf(mod, category)
    return () => describeTag(admin, { tag, version: 0, description: "What it is for." })
  },
  "tag-merged": async ({ admin, mod, category }) => {
    const [tag, into] = await tagsOf(mod, category)
    return () => mergeTag(admin, { tag, version: 0, into })
  },
  "tag-removed": async ({ admin, mod, category }) => {
    const [tag] = await tagsOf(mod, category)
    return () => removeTag(admin, { tag, version: 0 })
  },
  "text-changed": async ({ admin }) => {
    const version = (await allTexts()).get("rules")?.version ?? 0
    return () => setForumText(admin, { name: "rules", version, body: `Be kind. ${newId()}` })
  },
}

/** Two tags that nobody had before. */
async function tagsOf(author: Member, category: Category): Promise<[string, string]> {
  const word = newId().slice(-8).toLowerCase()
  const tags: [string, string] = [`one-${word}`, `two-${word}`]
  await aTopic(author, category, { tags })
  return tags
}
