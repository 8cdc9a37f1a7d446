/** What is begun and not sent: kept while one types, found elsewhere, thrown away only on purpose. */
import type { Page } from "@playwright/test"
import { DAY, now } from "#lib/base/clock.ts"
import { removePost } from "#lib/forum/removal.ts"
import { suspended } from "#lib/testing/people.ts"
import { draftsPath } from "#lib/web/paths.ts"
import { type MadeTopic, makeTopic, memberOf, newcomer, onTable } from "./fixtures/forum.ts"
import { KEEPER, type Person, ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import { compose, composer, fillTopic, main, openReply, postIn, send, words } from "./fixtures/writing.ts"

const field = (page: Page) => page.getByLabel("Your reply")
const drafts = (page: Page) => page.getByRole("list", { name: "Drafts" }).getByRole("listitem")
const isSaved = (page: Page) =>
  expect(main(page).getByText("Saved as a draft", { exact: true })).toBeVisible()

/** Types a reply that is kept: by itself, or by the button where no script does it. */
async function begin(page: Page, topic: MadeTopic, text: string, script: boolean): Promise<void> {
  await openReply(page, topic)
  await field(page).fill(text)
  if (script) return isSaved(page)
  await send(page, "Save as a draft")
  await expect(page.getByText("Your draft of")).toBeVisible()
}

test("a text that is begun is found on another device, and gone when it is sent", {
  tag: "@plain",
}, async ({ as, script }) => {
  const topic = await makeTopic(words("A topic to answer later"), { by: [SANNA.name] })
  const [laptop, phone] = [await as(ROBIN), await as(ROBIN)]
  const text = words("Half a thought, begun at home")
  await begin(laptop, topic, text, script)
  await phone.goto(draftsPath())
  await expect(drafts(phone).filter({ hasText: text })).toContainText(`Your reply in ${topic.title}`)
  await drafts(phone).filter({ hasText: text }).getByRole("link").click()
  await expect(phone.getByText("Your draft of")).toBeVisible()
  await expect(field(phone)).toHaveValue(text)
  await field(phone).fill(`${text}, ended on the way.`)
  await send(phone, "Post reply")
  await expect(postIn(phone, `${text}, ended on the way.`)).toBeVisible()
  await phone.goto(draftsPath())
  await expect(phone.getByRole("heading", { level: 1, name: "Drafts" })).toBeVisible()
  await expect(drafts(phone).filter({ hasText: text })).toHaveCount(0)
  await openReply(phone, topic)
  await expect(field(phone)).toHaveValue("")
})

test("a draft is thrown away on purpose, and brought back", { tag: "@plain" }, async ({ as, script }) => {
  const topic = await makeTopic(words("A topic to think about"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  const text = words("Rubbish, perhaps")
  await begin(page, topic, text, script)
  await page.goto(draftsPath())
  const draft = drafts(page).filter({ hasText: text })
  await draft.getByRole("button", { name: "Throw it away" }).click()
  await expect(page.getByText("The draft is thrown away.")).toBeVisible()
  await expect(draft).toHaveCount(0)
  await send(page, "Undo")
  await expect(draft).toHaveCount(1)
  await openReply(page, topic)
  await expect(field(page)).toHaveValue(text)
  await send(page, "Throw it away")
  await expect(
    script ? page.getByText("The text is thrown away.") : page.getByText("The draft is thrown away."),
  ).toBeVisible()
  await page.goto(draftsPath())
  await expect(drafts(page).filter({ hasText: text })).toHaveCount(0)
})

test("a new topic is kept with all that belongs to it", { tag: "@plain" }, async ({ page, script }) => {
  await newcomer(page)
  await page.goto("/new")
  const title = words("Where do the boats go?")
  await fillTopic(page, { title, body: "I wonder.", tags: "boats, winter" })
  if (script) await isSaved(page)
  else await send(page, "Save as a draft")
  await page.goto(draftsPath())
  await drafts(page).getByRole("link", { name: title }).click()
  await expect(page.getByLabel("Title", { exact: true })).toHaveValue(title)
  await expect(page.getByLabel("Text", { exact: true })).toHaveValue("I wonder.")
  await expect(page.getByLabel("Tags (if any)")).toHaveValue("boats, winter")
  await expect(page.getByLabel("Category")).toHaveValue("general")
})

test("two windows never clobber each other's text: the second is told and has both", async ({ as }) => {
  const topic = await makeTopic(words("A topic in two windows"), { by: [SANNA.name] })
  const first = await as(ROBIN)
  await openReply(first, topic)
  const second = await first.context().newPage()
  await openReply(second, topic)
  await field(first).fill("What the first window says.")
  await isSaved(first)
  await field(second).fill("What the second window says.")
  await expect(second.getByText("You have written another text here")).toBeVisible()
  await expect(second.getByRole("textbox", { name: "The other text" })).toHaveValue(
    "What the first window says.",
  )
  await expect(field(second)).toHaveValue("What the second window says.")
  await send(second, "Take this one")
  await expect(field(second)).toHaveValue("What the first window says.")
  await expect(second.getByLabel("The other text")).toHaveValue("What the second window says.")
  await send(second, "Throw the text above away")
  await expect(second.getByLabel("The other text")).toHaveCount(0)
  // What one goes on to write here is there when one comes back to the first window.
  await field(second).fill("What the first window says, and more.")
  await isSaved(second)
  await expect
    .poll(() => second.evaluate((path) => fetch(path).then((answer) => answer.text()), apiOf(topic)))
    .toContain("and more")
  await first.bringToFront()
  await first.evaluate(() => document.dispatchEvent(new Event("visibilitychange")))
  await expect(field(first)).toHaveValue("What the first window says, and more.")
})

test("a text is not kept over another one that it does not know", { tag: "@unscripted" }, async ({ as }) => {
  const topic = await makeTopic(words("A topic in two windows"), { by: [SANNA.name] })
  const [first, second] = [await as(ROBIN), await as(ROBIN)]
  await openReply(second, topic)
  await begin(first, topic, "What the first window says.", false)
  await field(second).fill("What the second window says.")
  await send(second, "Save as a draft")
  await expect(second.getByRole("alert").first()).toContainText("You have written another text here")
  await expect(second.getByRole("textbox", { name: "The other text" })).toHaveValue(
    "What the first window says.",
  )
  await expect(field(second)).toHaveValue("What the second window says.")
  await field(second).fill("What both say.")
  await send(second, "Save as a draft")
  await expect(second.getByText("Your draft of")).toBeVisible()
  await expect(field(second)).toHaveValue("What both say.")
})

test("the composer keeps its text while one goes from page to page, and on other devices", async ({ as }) => {
  const topic = await makeTopic(words("A topic to read on in"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  const text = words("Begun while reading")
  await (await compose(page, topic)).fill(text)
  // At once, before anything was saved.
  await page.goto("/c/general")
  await expect(composer(page).getByLabel("Your reply")).toHaveValue(text)
  await composer(page).getByLabel("Your reply").press("End")
  await composer(page).getByLabel("Your reply").pressSequentially(", and after.")
  await expect(composer(page).getByText("Saved as a draft", { exact: true })).toBeVisible()
  const phone = await as(ROBIN)
  await compose(phone, topic)
  await expect(composer(phone).getByLabel("Your reply")).toHaveValue(`${text}, and after.`)
  await composer(phone).getByRole("button", { name: "Post reply" }).click()
  await expect(postIn(phone, `${text}, and after.`)).toBeVisible()
  // The address of the page for who has just written, which soon names the post on its lasting one.
  await expect(phone).toHaveURL(/\/fresh\/|#p-/)
  await phone.goto(draftsPath())
  await expect(phone.getByRole("heading", { level: 1, name: "Drafts" })).toBeVisible()
  await expect(drafts(phone).filter({ hasText: text })).toHaveCount(0)
})

test("a session that ends takes no text away, and it is saved after signing in elsewhere", async ({ as }) => {
  const topic = await makeTopic(words("A topic for a session that ends"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  await openReply(page, topic)
  const cookies = await page.context().cookies()
  await page.context().clearCookies()
  const text = words("Typed after the session ended.")
  await field(page).fill(text)
  await expect(page.getByText("you are not signed in any more")).toBeVisible()
  await page.context().addCookies(cookies)
  await field(page).press("End")
  await field(page).pressSequentially(" And signed in again.")
  await expect(main(page).getByText("Saved as a draft", { exact: true })).toBeVisible({ timeout: 20_000 })
})

test("what was begun stays readable for who is suspended, and when its topic is gone", {
  tag: "@plain",
}, async ({ page, script }) => {
  const who = await newcomer(page)
  const [open, gone] = await Promise.all([
    makeTopic(words("A topic for the suspended"), { by: [SANNA.name] }),
    makeTopic(words("A topic that goes"), { by: [SANNA.name] }),
  ])
  await begin(page, open, "To be sent later.", script)
  await begin(page, gone, "To something that goes.", script)
  await onTable(async () => {
    await removePost(await memberOf(KEEPER), { post: gone.posts[0]! })
    await suspendFor(who)
  })
  await page.goto(draftsPath())
  await expect(drafts(page)).toHaveCount(2)
  await expect(drafts(page).filter({ hasText: "To be sent later." })).toContainText("suspended")
  await drafts(page).filter({ hasText: "To something that goes." }).getByRole("link").first().click()
  await expect(page.getByText("is not there any more")).toBeVisible()
  await expect(page.getByLabel("The text")).toHaveValue("To something that goes.")
  await expect(page.getByText(gone.title)).toHaveCount(0)
})

test("drafts are nobody else's", async ({ as, page }) => {
  const topic = await makeTopic(words("A topic for nosy people"), { by: [SANNA.name] })
  const robin = await as(ROBIN)
  const text = words("Not for you")
  await begin(robin, topic, text, true)
  const sanna = await as(SANNA)
  for (const path of [draftsPath(), `${draftsPath()}/text/reply:${topic.id.toLowerCase()}`, apiOf(topic)])
    for (const other of [sanna, page])
      expect(await (await other.request.get(path)).text(), path).not.toContain(text)
  const told = await sanna.request.get(`${draftsPath()}?thrown=reply:${topic.id.toLowerCase()}`)
  expect(await told.text()).not.toContain("is thrown away")
})

const apiOf = ({ id }: MadeTopic): string => `/api/drafts/reply:${id.toLowerCase()}`

async function suspendFor(who: Person): Promise<void> {
  await suspended(await memberOf(who), new Date(now() + DAY).toISOString())
}
