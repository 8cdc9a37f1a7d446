/** The site's Lambda with a forum in its table, for tests: two instances, a bucket, a topic for everybody and one for members. */
import { afterAll, beforeAll } from "vitest"
import type { Category } from "#lib/db/items/categories.ts"
import type { Member } from "#lib/forum/actor.ts"
import type { Written } from "#lib/forum/topics.ts"
import { aBucket, type Bucket } from "./bucket.ts"
import type { Asking, Instance } from "./lambda.ts"
import { anInstanceOf, asDeployed, cookieOf, copied } from "./made-for-aws.ts"
import { aCategory, aTopic, someone } from "./people.ts"
import { settle } from "./settle.ts"
import { freshTable } from "./table.ts"

type Topic = { id: string; slug: string; post: string }

export type Site = {
  one: Instance
  two: Instance
  bucket: Bucket
  folder: string
  member: Member
  cookie: string
  /** Everybody reads the one, members the other. */
  open: Category
  closed: Category
  topic: Topic
  hidden: Topic
}

/** @param more what the instances are told beside it @returns filled before the first test of the file */
export function aSiteInAws(more: Record<string, string> = {}): Site {
  freshTable()
  const site = {} as Site
  const copy = copied("site")
  beforeAll(async () => {
    asDeployed()
    const [bucket, member] = [await aBucket(), await someone()]
    const open = await aCategory({ name: "Harbour" })
    const closed = await aCategory({ name: "Cellar", readers: "members" })
    const topic = topicOf(await aTopic(member, open))
    const hidden = topicOf(await aTopic(member, closed, { title: "What is in the cellar?" }))
    await settle()
    const [one, two] = await Promise.all(
      [1, 2].map(() => anInstanceOf(copy.folder, bucket, more)) as [Promise<Instance>, Promise<Instance>],
    )
    const cookie = await cookieOf(member)
    Object.assign(site, {
      ...{ one, two, bucket, folder: copy.folder },
      member,
      cookie,
      open,
      closed,
      topic,
      hidden,
    })
  })
  afterAll(async () => {
    await Promise.all([site.one?.stop(), site.two?.stop(), site.bucket?.stop()])
    copy.remove()
  })
  return site
}

const topicOf = ({ topic, slug, post }: Written): Topic => ({ id: topic, slug, post })

/** A request of the member of the site. */
export const asMember = ({ cookie }: Site, asking: Asking = {}): Asking => ({ ...asking, cookies: [cookie] })
