import { get, getMany } from "../batch.ts"
import { Accounts, Credentials, Emails, type User, UserNames, Users } from "../items/users.ts"
import { accountKey, credentialKey, emailKey, userKey, userNameKey } from "../keys/users.ts"

/** AP-15: a member by id; `consistent` before anything is decided by it. */
export async function getUser(id: string, { consistent = false } = {}): Promise<User | undefined> {
  return Users.read(await get(userKey(id), { consistent }))
}

/** AP-15a: a member by address (lower-cased), strongly consistent. */
export async function userByEmail(address: string): Promise<User | undefined> {
  const guard = Emails.read(await get(emailKey(address), { consistent: true }))
  return guard && getUser(guard.user, { consistent: true })
}

/** AP-15b: a member by the skeleton of a name, strongly consistent. Compare the name itself: look-alikes share it. */
export async function userBySkeleton(skeleton: string): Promise<User | undefined> {
  const guard = UserNames.read(await get(userNameKey(skeleton), { consistent: true }))
  return guard && getUser(guard.user, { consistent: true })
}

/** AP-15c: a member by an account at another provider, strongly consistent. */
export async function userByAccount(provider: string, id: string): Promise<User | undefined> {
  const account = Accounts.read(await get(accountKey(provider, id), { consistent: true }))
  return account && getUser(account.user, { consistent: true })
}

/** AP-15d: a member's password hash. */
export async function passwordHashOf(user: string): Promise<string | undefined> {
  return Credentials.read(await get(credentialKey(user), { consistent: true }))?.hash
}

/** AP-15e: the members that have these name skeletons; others are left out. For mentions. */
export async function usersBySkeletons(skeletons: string[]): Promise<User[]> {
  const guards = UserNames.readAll(await getMany(skeletons.map(userNameKey)))
  return Users.readAll(await getMany(guards.map((guard) => userKey(guard.user))))
}

/** AP-15h: members by id, in that order; those that are gone left out. */
export async function getUsers(ids: string[]): Promise<User[]> {
  return Users.readAll(await getMany(ids.map(userKey)))
}

/** AP-15i: which name was last asked for with a member's address, by its skeleton, strongly consistent. */
export async function askedName(address: string): Promise<string | undefined> {
  return Emails.read(await get(emailKey(address), { consistent: true }))?.asked
}
