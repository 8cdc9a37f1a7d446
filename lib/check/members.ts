/** Members, what makes name and address theirs alone, and what is kept for them: each seen from both ends. */
import { getMany } from "#lib/db/batch.ts"
import { Callables } from "#lib/db/items/names.ts"
import { TwoSteps } from "#lib/db/items/two-step.ts"
import {
  Accounts,
  Credentials,
  Emails,
  HeldAccounts,
  isAsked,
  isPending,
  NOBODY,
  ReadStates,
  UserNames,
  Users,
} from "#lib/db/items/users.ts"
import { VisitsOf } from "#lib/db/items/visits.ts"
import { CategoryKeepings, FollowedBys, Follows } from "#lib/db/items/watching.ts"
import type { Key } from "#lib/db/keys/key.ts"
import { accountKey, emailKey, heldAccountKey, ownerOf, userNameKey } from "#lib/db/keys/users.ts"
import {
  categoryKeepingKey,
  categoryWatcherKey,
  followedByKey,
  followsKey,
  readKey,
  topicWatcherKey,
  watchedBy,
} from "#lib/db/keys/watching.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import type { Raw } from "#lib/db/query.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { type Look, type UnderWay, unless } from "./finding.ts"
import { wrongSums } from "./thanks.ts"

const consistent = true
const get = async (key: Key): Promise<Raw | undefined> => (await getMany([key], { consistent }))[0]

async function user(item: Raw): Promise<string[]> {
  const one = Users.decode(item)
  const [name, address] = await Promise.all([
    get(userNameKey(skeletonOf(one.name))),
    one.email ? get(emailKey(one.email)) : undefined,
  ])
  return [
    ...unless(UserNames.read(name)?.user === one.id, `the name ${one.name} is not theirs`),
    // Imported members and those who left have none. Who has not confirmed it may be replaced by somebody who does.
    ...unless(
      !one.email || isPending(one) || Emails.read(address)?.user === one.id,
      "their address is not theirs",
    ),
    ...(await wrongSums(one)),
  ]
}

async function userName(item: Raw): Promise<string[]> {
  const one = UserNames.decode(item)
  if (one.user === NOBODY || isAsked(one.user)) return []
  const owner = await getUser(one.user, { consistent })
  const names = owner ? [owner.name, ...(owner.formerNames ?? [])] : []
  return unless(names.map(skeletonOf).includes(one.skeleton), "nobody has or had this name")
}

/** Those that are missing are nobody's mistake: in a forum of before they come when members next write. */
async function callable(item: Raw): Promise<string[]> {
  const { user, name } = Callables.decode(item)
  const one = await getUser(user, { consistent })
  return unless(one && !isPending(one) && !one.leftAt && one.name === name, `nobody is called ${name}`)
}

async function email(item: Raw): Promise<string[]> {
  const one = Emails.decode(item)
  const owner = await getUser(one.user, { consistent })
  return unless(owner?.email === one.address, "nobody has this address")
}

async function credential(item: Raw): Promise<string[]> {
  const owner = await getUser(Credentials.decode(item).user, { consistent })
  return unless(owner && !owner.leftAt, "it is nobody's password")
}

/** What signing in asks for is what is there, and the other way round. */
async function twoStep(item: Raw): Promise<string[]> {
  const { user, since } = TwoSteps.decode(item)
  const owner = await getUser(user, { consistent })
  return unless(
    (since === undefined) === (owner?.twoStepAt === undefined),
    "its member signs in by other steps",
  )
}

async function account(item: Raw): Promise<string[]> {
  const { provider, id, user: owner } = Accounts.decode(item)
  return unless(await get(heldAccountKey(owner, provider, id)), "its member does not know of it")
}

async function heldAccount(item: Raw): Promise<string[]> {
  const { provider, id, user: owner } = HeldAccounts.decode(item)
  const other = Accounts.read(await get(accountKey(provider, id)))
  return unless(other?.user === owner, "it is not linked")
}

/** Whoever watches says so in their own state, and the other way round. */
async function readState(item: Raw): Promise<string[]> {
  const one = ReadStates.decode(item)
  if (one.level !== "watching") return []
  return unless(await get(topicWatcherKey(one.topic, one.user)), "it watches, and is not among the watchers")
}

async function categoryKeeping(item: Raw): Promise<string[]> {
  const one = CategoryKeepings.decode(item)
  if (one.level !== "watching") return []
  return unless(
    await get(categoryWatcherKey(one.category, one.user)),
    "it watches, and is not among the watchers",
  )
}

async function watcher(item: Raw): Promise<string[]> {
  const { user: who, topic, category } = watchedBy(item)
  const state = await get(topic ? readKey(who, topic) : categoryKeepingKey(who, category!))
  return unless(state?.level === "watching", "its member does not watch")
}

async function follows(item: Raw): Promise<string[]> {
  const { follower, followed } = Follows.decode(item)
  return unless(await get(followedByKey(followed.id, follower.id)), "the other end is not there")
}

async function followedBy(item: Raw): Promise<string[]> {
  const { follower, followed } = FollowedBys.decode(item)
  return unless(await get(followsKey(follower.id, followed.id)), "the other end is not there")
}

/** The days themselves are forgotten: that those of late are counted is all that can be seen. */
async function visits(item: Raw): Promise<string[]> {
  const { user, days, recent } = VisitsOf.decode(item)
  const said = (await getUser(user, { consistent }))?.daysHere
  return [
    ...unless(days >= new Set(recent).size, "it counts fewer days than it names"),
    // In a forum of before it is said when they next come.
    ...unless(said === undefined || said === days, `the member's own item says ${said} days`),
  ]
}

/** Nothing is kept for who is not there, or has left. */
export async function keptForNobody(item: Raw, underWay: UnderWay): Promise<string[]> {
  const owner = ownerOf(item)
  if (!owner || item.entityType === "User") return []
  const found = await getUser(owner, { consistent })
  return unless((found && !found.leftAt) || underWay.has(owner), "it is kept for a member who is not there")
}

export const MEMBERS: Record<string, Look> = {
  User: user,
  UserName: userName,
  Callable: callable,
  Email: email,
  Credential: credential,
  TwoStep: twoStep,
  Account: account,
  HeldAccount: heldAccount,
  ReadState: readState,
  CategoryKeeping: categoryKeeping,
  Watcher: watcher,
  Follow: follows,
  FollowedBy: followedBy,
  Visits: visits,
}
