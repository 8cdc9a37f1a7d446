/** People come to say what shall come by mail, and what no more. */
import type { Page } from "@playwright/test"
import { stopMail } from "#lib/email/bounces.ts"
import { settingsOf } from "#lib/email/settings.ts"
import { type Scope, unsubscribeToken } from "#lib/email/unsubscribing.ts"
import { oneClickPath, unsubscribePath } from "#lib/web/account-paths.ts"
import { expectNoBarriers } from "./fixtures/barriers.ts"
import { makeTopic, memberOf, newcomer, onTable } from "./fixtures/forum.ts"
import { linkInMail, mailsTo } from "./fixtures/mail.ts"
import { join, type Person, SANNA, stranger } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

const main = (page: Page) => page.getByRole("main")
const button = (page: Page, name: string) => main(page).getByRole("button", { name, exact: true })
const choice = (page: Page, name: string) => main(page).getByRole("radio", { name, exact: true })

const tokenFor = (who: Person, scope: Scope): Promise<string> =>
  onTable(async () => unsubscribeToken((await memberOf(who)).id, scope))
const settings = (who: Person) => onTable(async () => settingsOf((await memberOf(who)).id))

/** Axe is a script itself. */
async function expectAccessible(page: Page, script: boolean): Promise<void> {
  if (script) await expectNoBarriers(page, page.url())
}

test("one chooses what comes by mail, and finds it again", { tag: "@plain" }, async ({ page, script }) => {
  await newcomer(page)
  await page.goto("/account")
  await page.getByRole("link", { name: "What comes by mail" }).click()
  await expect(choice(page, "when somebody mentions me: At once")).toBeChecked()
  await choice(page, "when somebody mentions me: Never").check()
  await choice(page, "when somebody likes a post of mine: At once").check()
  await choice(page, "Every day").check()
  await button(page, "Save").click()
  await expect(page.getByText("Your choice is saved.")).toBeVisible()
  await expect(choice(page, "when somebody mentions me: Never")).toBeChecked()
  await page.reload()
  await expect(choice(page, "when somebody mentions me: Never")).toBeChecked()
  await expect(choice(page, "when somebody likes a post of mine: At once")).toBeChecked()
  await expect(choice(page, "Every day")).toBeChecked()
  await expectAccessible(page, script)
})

test("guests have no mail to choose", async ({ page }) => {
  await page.goto("/settings/notifications")
  await expect(page).toHaveURL(/\/sign-in/)
})

test("who confirmed their address is welcomed by mail, once", async ({ page }) => {
  const who = stranger()
  await join(page, who)
  const welcomes = () => mailsTo(who.email).filter((mail) => mail.includes("Subject: Welcome to"))
  await expect.poll(() => welcomes().length, { timeout: 20_000 }).toBe(1)
  await page.waitForTimeout(2_000)
  expect(welcomes()).toHaveLength(1)
})

test("signed out, the link in a mail ends what it says, and only by its button", {
  tag: "@plain",
}, async ({ page, another, script }) => {
  const who = await newcomer(await another())
  const token = await tokenFor(who, { what: "kind", kind: "reply" })
  await page.goto(unsubscribePath(token))
  await expect(main(page)).toContainText("no more mail when somebody answers a post of yours")
  expect((await settings(who)).choices.reply, "looking ends nothing").toBeUndefined()
  await expectAccessible(page, script)
  await button(page, "Yes, no more").click()
  await expect(main(page)).toContainText("Done: no more mail when somebody answers")
  expect((await settings(who)).choices.reply).toBe("never")
  await page.goto(unsubscribePath(token))
  await button(page, "No mail at all, except about my account").click()
  await expect(main(page)).toContainText("Done: no more mail, except about your account.")
  expect((await settings(who)).off).toBe(true)
})

test("a mail program ends it with one request, as RFC 8058 says", async ({ page, request }) => {
  const who = await newcomer(page)
  const path = oneClickPath(await tokenFor(who, { what: "digest" }))
  const form = { "List-Unsubscribe": "One-Click" }
  const looked = await request.get(path, { maxRedirects: 0 })
  expect(looked.status()).toBe(303)
  expect((await request.post(path, { form: {} })).status()).toBe(400)
  expect((await settings(who)).digest).toBe("weekly")
  const done = await request.post(path, { form, maxRedirects: 0 })
  expect([done.status(), done.headers()["cache-control"]]).toEqual([200, "private, no-store"])
  expect((await settings(who)).digest).toBe("never")
  expect((await request.post(path, { form })).status()).toBe(200)
  expect((await request.post(`${path}x`, { form })).status()).toBe(404)
})

test("a topic of which one wants no mail is on the page, and comes back", { tag: "@plain" }, async ({
  page,
  request,
  script,
}) => {
  const who = await newcomer(page)
  const topic = await makeTopic(`Too much talk of ropes ${Date.now()}`, { by: [SANNA.name] })
  const token = await tokenFor(who, { what: "topic", topic: topic.id })
  await request.post(oneClickPath(token), { form: { "List-Unsubscribe": "One-Click" } })
  await page.goto("/settings/notifications")
  await expect(page.getByRole("link", { name: topic.title })).toBeVisible()
  await button(page, `Mail me again about ${topic.title}`).click()
  // Without a script the answer is the page without it.
  if (script) await expect(page.getByText("You get mail about it again.")).toBeVisible()
  else await expect(page.getByText("Topics of which you want no mail")).toHaveCount(0)
  await page.reload()
  await expect(page.getByRole("link", { name: topic.title })).toHaveCount(0)
})

test("whose address returned mail is told so, and confirms it anew", { tag: "@plain" }, async ({
  page,
  script,
}) => {
  const who = await newcomer(page)
  await onTable(() => stopMail(who.email, "bounced", "550 5.1.1 no such mailbox"))
  await page.goto("/settings/notifications")
  await expect(main(page)).toContainText(`We send no mail to ${who.email}.`)
  await expect(main(page)).toContainText("550 5.1.1 no such mailbox")
  await expectAccessible(page, script)
  await button(page, "Send me a mail to confirm the address").click()
  await expect(page.getByText("A mail is on its way.")).toBeVisible()
  await page.goto(await linkInMail(who.email))
  await button(page, "Send me mail again").click()
  await page.waitForURL("/settings/notifications")
  await expect(page.getByText("We send no mail")).toHaveCount(0)
})
