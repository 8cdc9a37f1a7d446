/** The composer that stays while one reads on: what is in it, what helps in it, and that nothing is lost. */
import { expectNoBarriers } from "./fixtures/barriers.ts"
import { makeTopic } from "./fixtures/forum.ts"
import { ROBIN, SANNA, signIn } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import {
  compose,
  composer,
  composerButton,
  main,
  openReply,
  postIn,
  replyField,
  words,
} from "./fixtures/writing.ts"

const PHONE = { tag: "@phone" }

test.describe("the composer", () => {
  test(
    "stays with its text while one goes to other pages, and moves nothing when it comes back",
    PHONE,
    async ({ as }) => {
      const topic = await makeTopic(words("A topic to leave and come back to"), { by: [SANNA.name] })
      const page = await as(ROBIN)
      const text = words("Begun here")
      await (await compose(page, topic)).fill(text)
      await composerButton(page, "Minimise").click()
      await page.addInitScript(() => {
        const moved: number[] = []
        Object.assign(globalThis, { moved })
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & {
            value: number
            hadRecentInput: boolean
          })[])
            if (!entry.hadRecentInput) moved.push(entry.value)
        }).observe({ type: "layout-shift", buffered: true })
      })
      for (const path of ["/", "/c/general"]) {
        await page.goto(path)
        await expect(composer(page)).toContainText(topic.title)
      }
      expect(await page.evaluate(() => (globalThis as unknown as { moved: number[] }).moved)).toEqual([])
      await composerButton(page, "Open").click()
      await expect(replyField(page)).toHaveValue(text)
      await expect(replyField(page)).toBeFocused()
      await composerButton(page, "Post reply").click()
      await expect(postIn(page, text)).toBeVisible()
      await expect(composer(page)).toHaveCount(0)
    },
  )

  test("never mixes the texts of two tabs, and gives none away when it is closed", async ({ as }) => {
    const topic = await makeTopic(words("A topic in two tabs"), { by: [SANNA.name] })
    const one = await as(ROBIN)
    const two = await one.context().newPage()
    await (await compose(one, topic)).fill("From the first tab")
    await (await compose(two, topic)).fill("From the second tab")
    for (const [page, text] of [
      [one, "From the first tab"],
      [two, "From the second tab"],
      [one, "From the first tab"],
    ] as const) {
      // The tab keeps it a moment after the last key.
      await expect.poll(() => page.evaluate(() => JSON.stringify({ ...sessionStorage }))).toContain(text)
      await page.goto("/")
      await expect(replyField(page)).toHaveValue(text)
    }
    await composerButton(one, "Close").click()
    await expect(composer(one)).toHaveCount(0)
    await expect(await compose(one, topic)).toHaveValue("From the first tab")
    await composerButton(one, "Discard").click()
    await composerButton(one, "Keep it").click()
    await expect(replyField(one)).toHaveValue("From the first tab")
    await composerButton(one, "Discard").click()
    await composerButton(one, "Yes, discard it").click()
    await expect(composer(one)).toHaveCount(0)
  })

  test("is made larger by keyboard and pointer, and small by Escape", async ({ as }) => {
    const topic = await makeTopic(words("A topic for a long answer"), { by: [SANNA.name] })
    const page = await as(ROBIN)
    await compose(page, topic)
    const height = async () => (await composer(page).boundingBox())!.height
    const before = await height()
    const edge = composer(page).getByRole("separator", { name: "Height of the composer" })
    await edge.press("ArrowUp")
    await expect.poll(height).toBeGreaterThan(before + 20)
    const box = (await edge.boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + 5)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2, 150, { steps: 5 })
    await page.mouse.up()
    await expect.poll(height).toBeGreaterThan(600)
    await page.goto("/")
    await expect.poll(height).toBeGreaterThan(600)
    await replyField(page).press("Escape")
    await expect(replyField(page)).toBeHidden()
    await expect(composerButton(page, "Open")).toHaveAttribute("aria-expanded", "false")
  })

  test("answers a post, says so, and the ways there and back are on the page", PHONE, async ({ as }) => {
    const topic = await makeTopic(words("A topic with something to answer"), {
      by: [SANNA.name, ROBIN.name],
      bodies: [`First.${"\n\nIt goes on.".repeat(40)}`, "Second.", "Third."],
    })
    const page = await as(ROBIN)
    await page.goto(topic.path)
    await expect(page.getByRole("navigation", { name: "Account" }).getByText("New topic")).toBeVisible()
    await postIn(page, "Third.").getByRole("link", { name: "Reply to Sanna" }).click()
    await expect(composer(page).getByRole("heading")).toHaveText(`Reply to ${SANNA.name} in ${topic.title}`)
    const text = words("To the third.")
    await replyField(page).fill(text)
    await composerButton(page, "Post reply").click()
    await expect(postIn(page, text)).toBeVisible()
    // Arrived, and the address follows where one is: from here on its scripts are there.
    await expect(page).toHaveURL(/\/t\/(?!.*\/fresh\/).*#p-/)
    const toTop = async () => {
      // No hand scrolls before the page was drawn.
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      )
      await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }))
      await expect(page).not.toHaveURL(/#/)
    }
    await toTop()
    const scrolled = Promise.withResolvers<void>()
    await page.route("**/_next/static/chunks/**", (route) => scrolled.promise.then(() => route.continue()))
    await postIn(page, text)
      .getByRole("link", { name: `in reply to ${SANNA.name}` })
      .click()
    await expect(page).toHaveURL(new RegExp(`#p-${topic.posts[2]!.toLowerCase()}$`))
    const answered = page.getByRole("article").filter({ hasText: "Third." }).first()
    await expect(answered.getByRole("link", { name: `${ROBIN.name} (#4)` })).toBeVisible()
    // What shows the way back comes when one has scrolled on, and the address with one: it is shown all the same.
    await toTop()
    scrolled.resolve()
    await page.getByRole("link", { name: "Back to post 4" }).click()
    await expect(postIn(page, text)).toBeInViewport()
  })

  test("shows beside the text exactly what will be shown, also of what is hostile", PHONE, async ({ as }) => {
    const other = await makeTopic(words("Another topic, by its address"))
    const topic = await makeTopic(words("A topic to look ahead in"), { by: [SANNA.name] })
    const page = await as(ROBIN)
    let ran = false
    await page.exposeFunction("stolen", () => {
      ran = true
    })
    await compose(page, topic)
    const address = new URL(other.path, page.url()).href
    await replyField(page).fill(
      `**Bold** for @${SANNA.name} :tada:\n\n${address}\n\n<img src=x onerror=stolen()> [x](javascript:stolen())`,
    )
    await composerButton(page, "Preview").click()
    const preview = composer(page).getByRole("region", { name: "Preview" })
    await expect(preview.getByRole("link", { name: other.title })).toHaveAttribute("href", other.path)
    await expect(preview.getByRole("link", { name: `@${SANNA.name}` })).toBeVisible()
    const shown = await preview.locator(".prose").innerHTML()
    await composerButton(page, "Write").click()
    await composerButton(page, "Post reply").click()
    const post = postIn(page, `@${SANNA.name}`)
    await expect(post).toBeVisible()
    expect(await post.locator(".prose").innerHTML()).toBe(shown)
    expect(ran).toBe(false)
  })

  test("keeps the text of a session that ended, until one has signed in in another tab", async ({ as }) => {
    const topic = await makeTopic(words("A topic for a session that ends meanwhile"), { by: [SANNA.name] })
    const page = await as(ROBIN)
    const text = words("Written before it ended.")
    await (await compose(page, topic)).fill(text)
    const cookies = await page.context().cookies()
    await page.context().clearCookies()
    await composerButton(page, "Post reply").click()
    await expect(composer(page).getByRole("alert")).toContainText(/kept/)
    await expect(replyField(page)).toHaveValue(text)
    const [other] = await Promise.all([
      page.context().waitForEvent("page"),
      composer(page)
        .getByRole("link", { name: /another tab/ })
        .click(),
    ])
    await signIn(other, ROBIN)
    await other.close()
    expect(cookies.length).toBeGreaterThan(0)
    await composerButton(page, "Post reply").click()
    await expect(postIn(page, text)).toBeVisible()
  })

  test("is for new topics and edits, too", PHONE, async ({ as }) => {
    const page = await as(ROBIN)
    await page.goto("/")
    await page.getByRole("navigation", { name: "Account" }).getByRole("link", { name: "New topic" }).click()
    const title = words("Begun from the front page")
    await expect(composer(page).getByLabel("Title")).toBeFocused()
    await composer(page).getByLabel("Category").selectOption({ label: "The quay" })
    await composer(page).getByLabel("Title").fill(title)
    const [first, second] = [words("Its text."), words("A better text.")]
    await composer(page).getByLabel("Text", { exact: true }).fill(first)
    await composerButton(page, "Start the topic").click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title)
    await postIn(page, first).getByRole("link", { name: "Edit" }).click()
    await expect(composer(page).getByLabel("Text", { exact: true })).toHaveValue(first)
    await composer(page).getByLabel("Text", { exact: true }).fill(second)
    await composerButton(page, "Save changes").click()
    await expect(postIn(page, second)).toContainText("edited")
  })
})

test("nobody finds a barrier in the composer", PHONE, async ({ as }) => {
  // Too long for the head of the composer, where it must leave the buttons their place.
  const title = words("A topic for everybody, whose title goes on for longer than there is room")
  const topic = await makeTopic(title, { by: [SANNA.name] })
  const page = await as(ROBIN)
  await compose(page, topic)
  await expectNoBarriers(page, "open")
  await replyField(page).pressSequentially("@s")
  await expect(page.getByRole("listbox")).toBeVisible()
  await expectNoBarriers(page, "with a list")
  await page.keyboard.press("Escape")
  await composerButton(page, "Preview").click()
  await expect(composer(page).getByRole("region", { name: "Preview" })).toContainText("@s")
  await expectNoBarriers(page, "with a preview")
  await composerButton(page, "Write").click()
  await composerButton(page, "Discard").click()
  await expectNoBarriers(page, "asking")
  await composerButton(page, "Minimise").click()
  await expectNoBarriers(page, "small")
})

test("without a script the forms are pages, and nothing needs more", { tag: "@unscripted" }, async ({
  as,
}) => {
  const topic = await makeTopic(words("A topic without a script"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  await page.goto(topic.path)
  await main(page).getByRole("link", { name: "Reply to this topic" }).click()
  await expect(page.getByRole("toolbar")).toHaveCount(0)
  await expect(page.getByText("Markdown: **bold**")).toBeVisible()
  const text = words("Plainly.")
  await page.getByLabel("Your reply").fill(text)
  await page.getByRole("button", { name: "Preview" }).click()
  await expect(page.getByRole("region", { name: "Preview" })).toContainText(text)
  await page.getByRole("button", { name: "Post reply" }).click()
  await expect(postIn(page, text)).toBeVisible()
  await openReply(page, topic)
  await expect(page.getByLabel("Your reply")).toHaveValue("")
})
