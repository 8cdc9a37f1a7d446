import { afterEach, describe, expect, test } from "vitest"
import { setClock } from "#lib/base/clock.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Removal } from "#lib/db/items/entity.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import type { Role } from "#lib/db/items/users.ts"
import { allowed, STAFF, type State, TABLE, type Who } from "#lib/testing/access-table.ts"
import { type Ability, refusalOf } from "./access.ts"
import { type Actor, GUEST, type Member } from "./actor.ts"
import { canReadPost, canSeeCategory, canSeeTopic } from "./seeing.ts"

const AT = "2026-01-01T00:00:00.000Z"

function member(id: string, role: Role = "member", changes: Partial<Member> = {}): Member {
  return { kind: "member", id, name: id, role, postCount: 10, level: 1, ...changes }
}

const WHO = {
  guest: GUEST,
  author: member("author"),
  other: member("other"),
  suspended: member("author", "member", { suspendedUntil: "2999-01-01T00:00:00.000Z" }),
  silenced: member("silent", "member", { silencedUntil: "2999-01-01T00:00:00.000Z" }),
  ward: member("ward", "member", { wards: ["quay", "harbour"] }),
  elsewhere: member("elsewhere", "member", { wards: ["quay"] }),
  moderator: member("mod", "moderator"),
  admin: member("admin", "admin"),
  owner: member("owner", "owner"),
} satisfies Record<Who, Actor>

const removal = (byStaff: boolean): Removal => ({ by: { id: "x", name: "x" }, at: AT, byStaff })

type Change = {
  category?: Partial<Category>
  topic?: Partial<Topic>
  post?: Partial<Post>
  about?: About
  /** Who may invite, as it is set. */
  from?: "administrators" | "member"
}
/** A member with whom something is done, and the role they are to have. */
type About = { id: string; role: Role; to?: Role }

/** The author's post in the author's topic, unless the state says otherwise. */
function scene({ category, topic, post, about = { id: "third", role: "member" }, from }: Change) {
  const author = { id: "author", name: "author" }
  return {
    category: { readers: "everyone", writers: "members", kind: "discussion", ...category } as Category,
    topic: { author, postCount: 1, locked: false, category: "harbour", ...topic } as Topic,
    within: "harbour",
    post: { author, ...post } as Post,
    member: { id: about.id, role: about.role },
    role: about.to ?? "moderator",
    from: from ?? ("administrators" as const),
  }
}

const STATES = {
  open: {},
  locked: { topic: { locked: true } },
  "with replies": { topic: { postCount: 2 } },
  "topic deleted by author": { topic: { removed: removal(false) } },
  "topic removed by staff": { topic: { removed: removal(true) } },
  "post deleted by author": { post: { removed: removal(false) } },
  "post removed by staff": { post: { removed: removal(true) } },
  "author has left": { post: { removed: removal(false), erasedAt: AT } },
  "staff writes": { category: { writers: "staff" } },
  "for members": { category: { readers: "members" } },
  question: { category: { kind: "question" } },
  "about a moderator": { about: { id: "third", role: "moderator", to: "member" } },
  "about an admin": { about: { id: "third", role: "admin", to: "member" } },
  "about an owner": { about: { id: "third", role: "owner", to: "member" } },
  "to be admin": { about: { id: "third", role: "member", to: "admin" } },
  "about oneself": { about: { id: "owner", role: "owner", to: "member" } },
  "members invite": { from: "member" },
  "about the moderator": { about: { id: "mod", role: "moderator", to: "member" } },
} satisfies Record<State, Change>

/** What one does for oneself. */
const WHILE_SUSPENDED: Ability[] = [
  "topic.watch",
  "category.watch",
  "post.bookmark",
  "member.follow",
  "staff.write",
  "case.appeal",
]

describe("who may do what", () => {
  for (const ability of Object.keys(TABLE) as Ability[]) {
    for (const [state, change] of Object.entries(STATES) as [State, Change][]) {
      const those = allowed(ability, state)
      test(`${ability}, ${state}: ${those.join(", ") || "nobody"}`, () => {
        const may = Object.entries(WHO).filter(
          ([, actor]) => refusalOf(actor, ability, scene(change)) === undefined,
        )
        expect(may.map(([name]) => name).sort()).toEqual(those.sort())
      })
    }
  }

  test("guests are asked to sign in, the suspended are told that they are, whatever they try", () => {
    for (const ability of Object.keys(TABLE) as Ability[]) {
      expect(refusalOf(GUEST, ability, scene({}))).toEqual({ kind: "unauthenticated", code: "sign-in-first" })
      if (!WHILE_SUSPENDED.includes(ability))
        expect(refusalOf(WHO.suspended, ability, scene({}))).toMatchObject({
          kind: "forbidden",
          code: "suspended",
        })
    }
  })

  test("new members create no tags", () => {
    const may = (level: 0 | 1) =>
      refusalOf(member("new", "member", { level }), "tag.create", {}) === undefined
    expect([may(0), may(1)]).toEqual([false, true])
  })
})

describe("a suspension", () => {
  afterEach(() => setClock())

  test("ends by itself", () => {
    const actor = member("author", "member", { suspendedUntil: "2026-02-01T00:00:00.000Z" })
    const mayReply = (time: string) => {
      setClock(() => Date.parse(time))
      return refusalOf(actor, "topic.reply", scene({})) === undefined
    }
    expect([mayReply("2026-01-31T23:59:59.999Z"), mayReply("2026-02-01T00:00:00.000Z")]).toEqual([
      false,
      true,
    ])
  })
})

describe("who may see what", () => {
  const seers = (sees: (actor: Actor) => boolean): string[] =>
    Object.entries(WHO).flatMap(([name, actor]) => (sees(actor) ? [name] : []))
  const all = Object.keys(WHO)
  const staff = STAFF.split(" ")

  test("a category: everyone, members, or staff", () => {
    expect(seers((actor) => canSeeCategory(actor, { readers: "everyone" }))).toEqual(all)
    expect(seers((actor) => canSeeCategory(actor, { readers: "members" }))).toEqual(all.slice(1))
    // Who moderates it, but is no staff, moderates nothing where they may not read.
    expect(seers((actor) => canSeeCategory(actor, { readers: "staff" }))).toEqual(staff)
  })

  test("a topic: as its category; a removed one its author and staff", () => {
    const sees = (change: Change) =>
      seers((actor) => canSeeTopic(actor, scene(change).topic, scene(change).category))
    expect(sees({})).toEqual(all)
    expect(sees({ category: { readers: "staff" } })).toEqual(staff)
    const removed = { topic: { removed: removal(true) } }
    expect(sees(removed)).toEqual(["author", "suspended", "ward", ...staff])
    // A topic that was moved where its author may not look is gone for its author, removed or not.
    expect(sees({ ...removed, category: { readers: "staff" } })).toEqual(staff)
  })

  test("a removed post: its author, who moderates its category, and staff", () => {
    const { post, topic } = scene({ post: { removed: removal(false) } })
    expect(seers((actor) => canReadPost(actor, post, topic))).toEqual([
      ...["author", "suspended", "ward"],
      ...staff,
    ])
  })
})
