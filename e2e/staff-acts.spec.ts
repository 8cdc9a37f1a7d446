/** What staff do to members and topics, in the browser: with a reason that arrives, an undo, and no text lost. */
import type { Page } from "@playwright/test"
import { hashPassword } from "#lib/auth/passwords.ts"
import { confirmation, enter, newMember } from "#lib/auth/registration.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Member } from "#lib/forum/actor.ts"
import { caseIdOf } from "#lib/forum/cases.ts"
import { reply } from "#lib/forum/posts.ts"
import { memberSubject } from "#lib/forum/standing.ts"
import { startTopic } from "#lib/forum/topics.ts"
import { casePath, draftsPath, postOptionsPath, staffMemberPath } from "#lib/web/paths.ts"
import { staffCasePath } from "#lib/web/staff-paths.ts"
import { expectNoBarriers } from "./fixtures/barriers.ts"
import { makeTopic, memberOf, newcomer, onTable } from "./fixtures/forum.ts"
import { TELEPHONE, tooWide } from "./fixtures/layout.ts"
import { KEEPER, type Person, SANNA, stranger } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import { openReply, send, words } from "./fixtures/writing.ts"

test("who is suspended in the middle of writing is told why, and loses no text", {
  tag: "@plain",
}, async ({ page, as, script }) => {
  test.slow()
  const topic = await makeTopic(words("A topic to be heard in"), { by: [SANNA.name] })
  const who = await newcomer(page)
  const { id } = await onTable(() => memberOf(who))
  await openReply(page, topic)
  const text = words("What I have to say")
  await page.getByLabel("Your reply").fill(text)

  const keeper = await as(KEEPER)
  await keeper.goto(staffMemberPath(id))
  await keeper.getByText("Warn, silence or suspend").click()
  await keeper.getByLabel(/^Suspend/).check()
  await keeper.getByLabel("For how long").selectOption("3 days")
  await keeper.getByRole("button", { name: "Decide, and tell the member" }).click()
  // What stands beside the field says "why", too: it is the refusal that is waited for, for it begins the form anew.
  await expect(keeper.getByRole("alert").filter({ hasText: "Say why" })).toBeVisible()
  await expect(keeper.getByLabel(/^Suspend/)).toBeChecked()
  await keeper.getByLabel("Reason, for the member").fill("Insulting others")
  await keeper.getByRole("button", { name: "Decide, and tell the member" }).click()
  await expect(keeper.getByRole("heading", { name: "In force now" })).toBeVisible()
  expect(await tooWide(keeper, TELEPHONE)).toEqual([])
  if (script) await expectNoBarriers(keeper, "a member for staff")

  await send(page, "Post reply")
  await expect(page.getByText(/suspended until .* Insulting others/).first()).toBeVisible()
  await expect(page.getByLabel("Your reply")).toHaveValue(text)
  await page.goto(draftsPath())
  await expect(page.getByText(text)).toBeVisible()
  await page.goto("/account")
  await page.getByRole("link", { name: "What was decided" }).click()
  await expect(page).toHaveURL(new RegExp(casePath(caseIdOf(memberSubject(id)))))
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("The moderators suspended your account")

  await keeper.getByText("End the suspension").first().click()
  await keeper.getByRole("button", { name: "End the suspension" }).click()
  await expect(keeper.getByText("ended the suspension")).toBeVisible()
  await openReply(page, topic)
  await expect(page.getByLabel("Your reply")).toHaveValue(text)
  await send(page, "Post reply")
  await expect(page.getByRole("article").getByText(text)).toBeVisible()
})

test("a wave of 200 posts by three accounts goes in one act, and comes back", { tag: "@plain" }, async ({
  as,
  page,
  script,
}) => {
  test.slow()
  const topic = await makeTopic(words("A topic that attracts spam"), { by: [SANNA.name] })
  const [text, spam] = [words("Buy boats"), words("Buy my boats")]
  // What a script does not change needs no second wave.
  const replies = script ? 199 : 3
  const members = await onTable(async () => {
    const made = [await joined(stranger()), await joined(stranger()), await joined(stranger())]
    for (let n = 0; n < replies; n++)
      await reply(made[n % 3]!, { form: newId(), topic: topic.id, body: `${text}!` })
    await startTopic(made[1]!, { form: newId(), category: "general", title: spam, body: text, tags: [] })
    return made
  })
  await page.goto(topic.path)
  await expect(page.getByText(text)).toHaveCount(Math.min(replies, 19))

  const [one, two] = [members[0]!, members[1]!]
  const keeper = await as(KEEPER)
  await keeper.goto(staffMemberPath(one.id))
  await keeper.getByRole("link", { name: "Remove all that they wrote" }).click()
  await keeper.getByLabel("Members", { exact: true }).fill(members.map(({ name }) => name).join(", "))
  await keeper.getByRole("button", { name: "Show what would go" }).click()
  const theirs = `${two.name}: 1 topic and ${Math.floor(replies / 3) + 1} posts`
  await expect(keeper.getByText(theirs)).toBeVisible()
  await keeper.getByLabel("Reason, for the member").fill("Advertising")
  await keeper.getByRole("button", { name: "Suspend them and remove all of it" }).click()
  await expect(keeper.getByRole("heading", { level: 1 })).toContainText("Remove all that")
  await expectSoon(keeper, "Done.")
  await page.goto(topic.path)
  await expect(page.getByText(text)).toHaveCount(0)

  await keeper.getByRole("button", { name: "Undo" }).click()
  await expect(keeper.getByRole("heading", { level: 1 })).toContainText("Bring back all that")
  await expectSoon(keeper, "Done.")
  await page.goto(topic.path)
  await expect(page.getByText(text)).toHaveCount(Math.min(replies, 19))
})

/** What a saga's page says when it has ended; with a script it looks by itself. Reloading sooner would break the act off. */
async function expectSoon(page: Page, words: string): Promise<void> {
  await expect(page).toHaveURL(/\/progress\//)
  await expect(async () => {
    await page.reload()
    await expect(page.getByText(words, { exact: true })).toBeVisible({ timeout: 500 })
  }).toPass()
}

async function joined(who: Person): Promise<Member> {
  const user = await enter(newMember(who), await hashPassword(who.password), undefined)
  await commit(confirmation(user))
  return { ...(await memberOf(who)), postCount: 10 }
}

test("several topics are closed at once, after a look at what would change, and opened again", {
  tag: "@plain",
}, async ({ as, another, script }) => {
  test.slow()
  const topics = [
    await makeTopic(words("A race that is over"), { by: [SANNA.name] }),
    await makeTopic(words("Another race that is over"), { by: [SANNA.name] }),
  ]
  const [keeper, guest] = [await as(KEEPER), await another()]
  await keeper.goto(postOptionsPath(topics[0]!.posts[0]!))
  await keeper.getByRole("link", { name: "Choose several topics of the category" }).click()
  for (const { title } of topics) await keeper.getByLabel(title).check()
  await keeper.getByRole("button", { name: "Show what would change" }).click()
  await expect(keeper.getByText("Choose what to do.").first()).toBeVisible()
  for (const { title } of topics) await expect(keeper.getByLabel(title)).toBeChecked()
  expect(await tooWide(keeper, TELEPHONE)).toEqual([])
  if (script) await expectNoBarriers(keeper, "choosing many")
  await keeper.getByLabel("Act", { exact: true }).selectOption("Close the topics")
  await keeper.getByRole("button", { name: "Show what would change" }).click()
  await expect(keeper.getByText("2 would change:")).toBeVisible()
  await expect(keeper.getByText("If you give a reason, 1 member is told.")).toBeVisible()
  expect(await tooWide(keeper, TELEPHONE)).toEqual([])
  if (script) await expectNoBarriers(keeper, "the look before")
  await keeper.getByLabel("Reason").fill("The season is over")
  await keeper.getByRole("button", { name: "Close the topics" }).click()
  await expect(keeper.getByRole("heading", { level: 1 })).toContainText("Close the topics")
  await expectSoon(keeper, "Done.")
  for (const { path } of topics)
    await expect(async () => {
      await guest.goto(path)
      await expect(guest.getByText("Closed", { exact: true })).toBeVisible({ timeout: 500 })
    }).toPass()
  await keeper.getByRole("button", { name: "Undo" }).click()
  await expect(keeper.getByRole("heading", { level: 1 })).toContainText("Take back")
  await expectSoon(keeper, "Done.")
  // What the act changed expires the page by the table's stream, a moment later.
  await expect(async () => {
    await guest.goto(topics[0]!.path)
    await expect(guest.getByRole("heading", { level: 1 })).toHaveText(topics[0]!.title, { timeout: 500 })
    await expect(guest.getByText("Closed", { exact: true })).toHaveCount(0, { timeout: 500 })
  }).toPass()
})

test("two members are warned at once, after a look at whom it concerns, and the warnings are taken back", {
  tag: ["@plain", "@phone"],
}, async ({ as, script }) => {
  const [one, other] = await onTable(async () => [await joined(stranger()), await joined(stranger())])
  const keeper = await as(KEEPER)
  await keeper.goto(staffMemberPath(one!.id))
  await keeper.getByRole("link", { name: "Act on several members" }).click()
  await keeper.getByLabel("Members", { exact: true }).fill(`${one!.name}, ${other!.name}, ${KEEPER.name}`)
  await keeper.getByRole("button", { name: "Show what would change" }).click()
  await expect(keeper.getByText("Choose what to do.").first()).toBeVisible()
  await keeper.getByLabel("What to do").selectOption({ index: 1 })
  if (script) await expectNoBarriers(keeper, "choosing members")
  await keeper.getByRole("button", { name: "Show what would change" }).click()
  await expect(keeper.getByText("It would concern 2 members:")).toBeVisible()
  await expect(keeper.getByRole("listitem").filter({ hasText: `${KEEPER.name}: You may not` })).toBeVisible()
  expect(await tooWide(keeper)).toEqual([])
  if (script) await expectNoBarriers(keeper, "whom it concerns")
  await keeper.getByLabel("Reason, for each of them").fill("Keep to the matter")
  await keeper.getByRole("button", { name: "Warn the members" }).click()
  await expectSoon(keeper, "Done.")
  await keeper.goto(staffMemberPath(other!.id))
  await expect(keeper.getByText("Keep to the matter").first()).toBeVisible()
  await keeper.goBack()
  await keeper.getByRole("button", { name: "Undo" }).click()
  await expect(keeper.getByRole("heading", { level: 1 })).toContainText("Take back")
  await expectSoon(keeper, "Done.")
})

test("a topic gets another title, and its author reads why", { tag: "@plain" }, async ({ as }) => {
  const topic = await makeTopic(words("Tarr"), { by: [SANNA.name] })
  const [keeper, title] = [await as(KEEPER), words("Which tar?")]
  await keeper.goto(postOptionsPath(topic.posts[0]!))
  await keeper.getByText("Change title and tags").click()
  const form = keeper.locator("details").filter({ hasText: "Change title and tags" })
  await form.getByLabel("Title").fill(title)
  await form.getByLabel("Reason").fill("Found more easily")
  await form.getByRole("button", { name: "Save title and tags" }).click()
  await expect(keeper.getByRole("heading", { level: 1 })).toHaveText(title)
  const id = caseIdOf({ kind: "topic", id: topic.posts[0]! })
  await keeper.goto(staffCasePath(id))
  await expect(keeper.getByText(`changed the title from “${topic.title}” to “${title}”`)).toBeVisible()
  const sanna = await as(SANNA)
  await sanna.goto(casePath(id))
  await expect(sanna.getByText("Found more easily")).toBeVisible()
})
