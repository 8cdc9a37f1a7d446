import type { Page } from "@playwright/test"
import { aPng } from "#lib/testing/pictures.ts"
import { replyPath } from "#lib/web/paths.ts"
import { makeTopic } from "./fixtures/forum.ts"
import { ROBIN, SANNA, signIn } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import { alertIn, fillTopic, main, openReply, postIn, send, takenUp, words } from "./fixtures/writing.ts"

test("pressing twice sends one reply", async ({ as }) => {
  const topic = await makeTopic(words("A topic for impatient people"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  const text = words("Once is enough.")
  await openReply(page, topic)
  await page.getByLabel("Your reply").fill(text)
  await main(page).getByRole("button", { name: "Post reply" }).dblclick()
  await expect(postIn(page, text)).toHaveCount(1)
  await page.waitForLoadState("networkidle")
  await page.goto(topic.path)
  await expect(postIn(page, text)).toHaveCount(1)
})

test("going back and sending again gives no second reply", { tag: "@plain" }, async ({ as, script }) => {
  const topic = await makeTopic(words("A topic to go back from"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  const text = words("Sent and sent again.")
  await openReply(page, topic)
  await page.getByLabel("Your reply").fill(text)
  await send(page, "Post reply")
  await expect(postIn(page, text)).toHaveCount(1)
  // Arrived, and the address of the moment replaced by the lasting one: only then is there a way back.
  await page.waitForLoadState("networkidle")
  await page.goBack()
  const form = page.getByLabel("Your reply")
  await expect(form).toBeVisible()
  // A browser may show the form as it was left, or empty: only the first could send the same again.
  if ((await form.inputValue()) === text) await send(page, "Post reply")
  else expect(script, "without a script the browser gives back what was typed").toBe(true)
  await page.goto(topic.path)
  await expect(postIn(page, text)).toHaveCount(1)
})

test("the same form sent twenty times at once gives one reply", async ({ as }) => {
  const topic = await makeTopic(words("A topic for a bad line"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  const text = words("Hello? Hello?")
  await openReply(page, topic)
  const fields = await main(page)
    .locator("form")
    .filter({ has: page.getByLabel("Your reply") })
    .evaluate((form) =>
      [...new FormData(form as HTMLFormElement)].map(([name, value]) => [name, String(value)]),
    )
  const multipart = Object.fromEntries(fields.filter(([name]) => name !== "script" && name !== "body"))
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      page.request.post(page.url(), {
        multipart: { ...multipart, body: text },
        headers: { Origin: new URL(page.url()).origin },
        maxRedirects: 0,
      }),
    ),
  )
  for (const answer of answers) expect(answer.status()).toBeLessThan(500)
  await page.goto(topic.path)
  await expect(postIn(page, text)).toHaveCount(1)
})

test("who must sign in first finds the text again and sends it", { tag: ["@plain", "@phone"] }, async ({
  as,
}) => {
  const topic = await makeTopic(words("A topic for a session that ends"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  const text = words("Typed before the session ended.")
  await openReply(page, topic)
  await page.getByLabel("Your reply").fill(text)
  await page.context().clearCookies()
  await send(page, "Post reply")
  await expect(alertIn(page)).toContainText("what you wrote is kept", { ignoreCase: true })
  await expect(page.getByLabel("Your reply")).toHaveValue(text)
  await send(page, "Sign in, keep the text")
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await signIn(page, ROBIN)
  await expect(page.getByLabel("Your reply")).toHaveValue(text)
  await send(page, "Post reply")
  await expect(postIn(page, text)).toBeVisible()
})

test("what is too long or empty is told beside the field, and nothing typed is gone", {
  tag: "@plain",
}, async ({ as }) => {
  const page = await as(ROBIN)
  await page.goto("/new?category=general")
  const long = "All work and no play. ".repeat(1600)
  await fillTopic(page, { title: "Tiny", body: long, tags: "a, b, c, d, e, f" })
  await send(page, "Start the topic")
  await expect(alertIn(page)).toBeVisible()
  await expect(page.getByText(/at least 5 characters/)).toBeVisible()
  await expect(page.getByText(/at most 32,000 fit in one post/)).toBeVisible()
  await expect(page.getByText(/At most 5 tags/)).toBeVisible()
  await expect(page.getByLabel("Title")).toHaveValue("Tiny")
  await expect(page.getByLabel("Category")).toHaveValue("general")
  await expect(page.getByLabel("Tags")).toHaveValue("a, b, c, d, e, f")
  expect((await page.getByLabel("Text", { exact: true }).inputValue()).length).toBeGreaterThan(32_000)
  await page.getByLabel("Text", { exact: true }).fill("   ")
  await send(page, "Start the topic")
  await expect(page.getByText("Write something first.")).toBeVisible()
  // Put right, it is sent; and no draft of it is left for whoever writes next.
  const title = words("A title that is long enough")
  await fillTopic(page, { title, body: "A text of the right length." })
  await send(page, "Start the topic")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title)
})

test("a guest who wants to write is led to sign in and back", { tag: ["@plain", "@phone"] }, async ({
  page,
}) => {
  const topic = await makeTopic(words("A topic for guests"), { by: [SANNA.name] })
  await openReply(page, topic)
  await main(page).getByRole("link", { name: "Sign in" }).click()
  await signIn(page, ROBIN)
  await expect(page.getByLabel("Your reply")).toBeVisible()
})

test("the text of a form survives a closed tab", async ({ as }) => {
  const topic = await makeTopic(words("A topic for a crash"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  const text = words("Half a thought")
  await openReply(page, topic)
  await page.getByLabel("Your reply").fill(text)
  await expect
    .poll(() => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage })))
    .toContain(text)
  const again = await page.context().newPage()
  await page.close()
  await openReply(again, topic)
  await expect(again.getByLabel("Your reply")).toHaveValue(text)
})

test("what was typed or chosen before the script came is kept, and goes up", async ({ as }) => {
  const topic = await makeTopic(words("A topic on a slow line"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  const field = page.getByLabel("Your reply")
  const text = words("Typed in a tunnel")
  await beforeTheScript(page, replyPath(topic), () => field.fill(text))
  await expect(main(page).getByText("Saved as a draft", { exact: true })).toBeVisible()

  const picture = { name: "boat.png", mimeType: "image/png", buffer: Buffer.from(await aPng()) }
  const choose = () => main(page).getByLabel("Add pictures").setInputFiles(picture)
  await beforeTheScript(page, replyPath(topic), choose)
  await expect(field).toHaveValue(/!\[\]\(\/uploads\//)
  await expect(field).toHaveValue(new RegExp(text))
})

/** On a slow line the page is there long before what makes it more than a page. */
async function beforeTheScript(page: Page, path: string, act: () => Promise<void>): Promise<void> {
  let come = () => {}
  const hasActed = new Promise<void>((done) => {
    come = done
  })
  await page.route("**/*.js", async (route) => {
    await hasActed
    await route.continue()
  })
  await page.goto(path, { waitUntil: "domcontentloaded" })
  await act()
  come()
  await takenUp(page)
  await page.unrouteAll()
}

test("a lost connection loses no text", async ({ as }) => {
  const topic = await makeTopic(words("A topic in a tunnel"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  const text = words("Sent from the tunnel")
  await openReply(page, topic)
  await page.getByLabel("Your reply").fill(text)
  await page.context().setOffline(true)
  await send(page, "Post reply")
  await expect(alertIn(page)).toContainText("The forum did not answer.")
  await expect(page.getByLabel("Your reply")).toHaveValue(text)
  await page.context().setOffline(false)
  await send(page, "Post reply")
  await expect(postIn(page, text)).toHaveCount(1)
})
