/**
 * Who may do what, by ability and by the state of what it is done to: held against the rules (lib/forum/access.test.ts) and
 * against every action and route of the running forum (e2e/access.spec.ts).
 */
import type { Ability } from "#lib/forum/access.ts"

/**
 * `author` wrote the topic and the post; what is done to a member is done to somebody else. `ward` moderates the category in
 * which it lies, `elsewhere` another one.
 */
export type Who =
  | "guest"
  | "author"
  | "other"
  | "suspended"
  | "silenced"
  | "ward"
  | "elsewhere"
  | "moderator"
  | "admin"
  | "owner"

export type State =
  | "open"
  | "locked"
  | "with replies"
  | "topic deleted by author"
  | "topic removed by staff"
  | "post deleted by author"
  | "post removed by staff"
  | "author has left"
  | "staff writes"
  | "for members"
  | "question"
  | "about a moderator"
  | "about an admin"
  | "about an owner"
  | "to be admin"
  | "about oneself"
  | "members invite"
  | "about the moderator"

export const STAFF = "moderator admin owner"
/** Who looks after the category in which it lies. */
const MODERATORS = `ward ${STAFF}`
const OTHERS = `other elsewhere ${MODERATORS}`
const MEMBERS = `author ${OTHERS}`
const ALL_MEMBERS = `${MEMBERS} silenced suspended`
const OWN = `author ${MODERATORS}`

/** Who may, by ability and state; in a state that is not named it is as in "open". */
export const TABLE: Record<Ability, Partial<Record<State, string>> & { open: string }> = {
  "topic.create": { open: MEMBERS, "staff writes": STAFF },
  "topic.reply": {
    open: MEMBERS,
    locked: MODERATORS,
    "topic deleted by author": "",
    "topic removed by staff": "",
    "staff writes": STAFF,
  },
  "topic.answer": { open: "", question: OWN },
  "topic.move": { open: MODERATORS },
  "topic.lock": { open: MODERATORS },
  "topic.pin": { open: MODERATORS, "topic deleted by author": "", "topic removed by staff": "" },
  "topic.pin-home": {
    open: STAFF,
    "topic deleted by author": "",
    "topic removed by staff": "",
    "for members": "",
  },
  "topic.unpin-home": { open: STAFF },
  "topic.retitle": { open: MODERATORS, "topic deleted by author": "", "topic removed by staff": "" },
  "topic.merge": { open: MODERATORS, "topic deleted by author": "", "topic removed by staff": "" },
  "topic.split": { open: MODERATORS, "topic deleted by author": "", "topic removed by staff": "" },
  "topic.remove": {
    open: OWN,
    "with replies": MODERATORS,
    "topic deleted by author": "",
    "topic removed by staff": "",
  },
  "topic.restore": {
    open: OWN,
    "topic removed by staff": MODERATORS,
    "post removed by staff": MODERATORS,
    "author has left": "",
  },
  "post.edit": {
    open: OWN,
    locked: MODERATORS,
    "topic deleted by author": "",
    "topic removed by staff": "",
    "post deleted by author": "",
    "post removed by staff": "",
    "staff writes": STAFF,
    "author has left": "",
  },
  "post.remove": {
    open: OWN,
    locked: MODERATORS,
    "topic deleted by author": "",
    "topic removed by staff": "",
    "post deleted by author": "",
    "post removed by staff": "",
    "author has left": "",
  },
  "post.restore": {
    open: OWN,
    locked: MODERATORS,
    "topic deleted by author": MODERATORS,
    "topic removed by staff": MODERATORS,
    "post removed by staff": MODERATORS,
    "author has left": "",
  },
  "post.like": {
    open: `${OTHERS} silenced`,
    "topic deleted by author": "",
    "topic removed by staff": "",
    "post deleted by author": "",
    "post removed by staff": "",
    "author has left": "",
  },
  "post.history": {
    open: `${MEMBERS} silenced`,
    "post deleted by author": OWN,
    "post removed by staff": OWN,
    "author has left": OWN,
  },
  "tag.create": { open: MEMBERS },
  "member.keep": {
    open: "admin owner",
    "about an admin": "owner",
    "about an owner": "owner",
    "about oneself": "",
  },
  "member.role": {
    open: "admin owner",
    "about an admin": "owner",
    "about an owner": "owner",
    "to be admin": "owner",
    "about oneself": "",
  },
  "member.suspend": {
    open: STAFF,
    "about a moderator": "admin owner",
    "about an admin": "owner",
    "about an owner": "owner",
    "about oneself": "",
    "about the moderator": "admin owner",
  },
  "member.trust": {
    open: STAFF,
    "about a moderator": "admin owner",
    "about an admin": "owner",
    "about an owner": "owner",
    "about oneself": "",
    "about the moderator": "admin owner",
  },
  "member.clear": {
    open: STAFF,
    "about a moderator": "admin owner",
    "about an admin": "owner",
    "about an owner": "owner",
    "about oneself": "",
    "about the moderator": "admin owner",
  },
  "member.sweep": {
    open: STAFF,
    "about a moderator": "",
    "about an admin": "",
    "about an owner": "",
    "about oneself": "",
    "about the moderator": "",
  },
  "member.note": {
    open: STAFF,
    "about a moderator": "admin owner",
    "about an admin": "owner",
    "about an owner": "owner",
    "about oneself": "",
    "about the moderator": "admin owner",
  },
  "member.rename": { open: "", "about oneself": "owner", "about the moderator": "moderator" },
  "member.describe": { open: "", "about oneself": "owner", "about the moderator": "moderator" },
  "saga.watch": { open: "admin owner" },
  "upload.create": { open: MEMBERS },
  "topic.watch": { open: ALL_MEMBERS },
  "category.watch": { open: ALL_MEMBERS },
  "post.bookmark": {
    open: ALL_MEMBERS,
    "topic deleted by author": "",
    "topic removed by staff": "",
    "post deleted by author": "",
    "post removed by staff": "",
    "author has left": "",
  },
  "member.follow": {
    open: ALL_MEMBERS,
    "about oneself": "author other ward elsewhere silenced suspended moderator admin",
    "about the moderator": "author other ward elsewhere silenced suspended admin owner",
  },
  "post.report": {
    open: `${OTHERS} silenced`,
    "topic deleted by author": "",
    "topic removed by staff": "",
    "post deleted by author": "",
    "post removed by staff": "",
    "author has left": "",
  },
  "member.report": {
    open: `${MEMBERS} silenced`,
    "about oneself": "author other ward elsewhere silenced moderator admin",
    "about the moderator": "author other ward elsewhere silenced admin owner",
  },
  "staff.write": { open: ALL_MEMBERS },
  "case.appeal": { open: "", "about oneself": "owner", "about the moderator": "moderator" },
  "held.change": { open: "", "about oneself": "owner", "about the moderator": "moderator" },
  "queue.see": { open: `elsewhere ${MODERATORS}` },
  "case.see": { open: MODERATORS },
  "case.decide": {
    open: MODERATORS,
    "about a moderator": STAFF,
    "about an admin": "admin owner",
    "about an owner": "owner",
    "about oneself": "owner",
    "about the moderator": "admin owner",
  },
  "settings.change": { open: "admin owner" },
  "member.invite": { open: "admin owner", "members invite": MEMBERS },
  "tag.manage": { open: "admin owner" },
  "category.manage": { open: "admin owner" },
  "forum.administer": { open: "admin owner" },
}

/** Who may do it then. */
export function allowed(ability: Ability, state: State): Who[] {
  const row = TABLE[ability]
  return (row[state] ?? row.open).split(" ").filter(Boolean) as Who[]
}
