import { expect, test } from "vitest"
import { register } from "#lib/auth/registration.ts"
import { lastPosts } from "#lib/db/patterns/posts.ts"
import { aClient, aRegistration } from "#lib/testing/accounts.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { aCategory, aTopic, someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"

freshTable()
freshInbox()

test("a mention leads to members, not to whoever has only asked to be one", async () => {
  const [ann, pending] = [await someone(), aRegistration()]
  await register(pending, aClient())
  const body = `Ask @${ann.name} or @${pending.name}.`
  const { topic } = await aTopic(ann, await aCategory(), { body })
  const [post] = await lastPosts(topic)
  expect(post?.html).toContain(`/u/${ann.name}`)
  expect(post?.html).not.toContain(`/u/${pending.name}`)
})
