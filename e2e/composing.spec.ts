/** The composer that stays while one reads on: what is in it, what helps in it, and that nothing is lost. */
import AxeBuilder from "@axe-core/playwright"
import type { Locator, Page } from "@playwright/test"
import { makeTopic } from "./fixtures/forum.ts"
import { ROBIN, SANNA, signIn } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import { compose, composer, main, openReply, postIn, words } from "./fixtures/writing.ts"

const PHONE = { tag: "@phone" }
const button = (page: Page, name: string) => composer(page).getByRole("button", { name, exact: true })
const field = (page: Page) => composer(page).getByLabel("Your reply")

test.describe("the composer", () => {
  test(
    "stays with its text while one goes to other pages, and moves nothing when it comes back",
    PHONE,
    async ({ as }) => {
      const topic = await makeTopic(words("A topic to leave and come back to"), { by: [SANNA.name] })
      const page = await as(ROBIN)
      const text = words("Begun here")
      await (await compose(page, topic)).fill(text)
      await button(page, "Minimise").click()
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
      await button(page, "Open").click()
      await expect(field(page)).toHaveValue(text)
      await expect(field(page)).toBeFocused()
      await button(page, "Post reply").click()
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
      await page.waitForTimeout(600)
      await page.goto("/")
      await expect(field(page)).toHaveValue(text)
    }
    await button(one, "Close").click()
    await expect(composer(one)).toHaveCount(0)
    await expect(await compose(one, topic)).toHaveValue("From the first tab")
    await button(one, "Discard").click()
    await button(one, "Keep it").click()
    await expect(field(one)).toHaveValue("From the first tab")
    await button(one, "Discard").click()
    await button(one, "Yes, discard it").click()
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
    await field(page).press("Escape")
    await expect(field(page)).toBeHidden()
    await expect(button(page, "Open")).toHaveAttribute("aria-expanded", "false")
  })

  test("answers a post, says so, and the ways there and back are on the page", PHONE, async ({ as }) => {
    const topic = await makeTopic(words("A topic with something to answer"), {
      by: [SANNA.name, ROBIN.name],
      bodies: ["First.", "Second.", "Third."],
    })
    const page = await as(ROBIN)
    await page.goto(topic.path)
    await expect(page.getByRole("navigation", { name: "Account" }).getByText("New topic")).toBeVisible()
    await postIn(page, "Third.").getByRole("link", { name: "Reply to Sanna" }).click()
    await expect(composer(page).getByRole("heading")).toHaveText(`Reply to ${SANNA.name} in ${topic.title}`)
    const text = words("To the third.")
    await field(page).fill(text)
    await button(page, "Post reply").click()
    await expect(postIn(page, text)).toBeVisible()
    await postIn(page, text)
      .getByRole("link", { name: `in reply to ${SANNA.name}` })
      .click()
    await expect(page).toHaveURL(new RegExp(`#p-${topic.posts[2]!.toLowerCase()}$`))
    const answered = page.getByRole("article").filter({ hasText: "Third." }).first()
    await expect(answered.getByRole("link", { name: `${ROBIN.name} (#4)` })).toBeVisible()
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
    await field(page).fill(
      `**Bold** for @${SANNA.name} :tada:\n\n${address}\n\n<img src=x onerror=stolen()> [x](javascript:stolen())`,
    )
    await button(page, "Preview").click()
    const preview = composer(page).getByRole("region", { name: "Preview" })
    await expect(preview.getByRole("link", { name: other.title })).toHaveAttribute("href", other.path)
    await expect(preview.getByRole("link", { name: `@${SANNA.name}` })).toBeVisible()
    const shown = await preview.locator(".prose").innerHTML()
    await button(page, "Write").click()
    await button(page, "Post reply").click()
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
    await button(page, "Post reply").click()
    await expect(composer(page).getByRole("alert")).toContainText(/kept/)
    await expect(field(page)).toHaveValue(text)
    const [other] = await Promise.all([
      page.context().waitForEvent("page"),
      composer(page)
        .getByRole("link", { name: /another tab/ })
        .click(),
    ])
    await signIn(other, ROBIN)
    await other.close()
    expect(cookies.length).toBeGreaterThan(0)
    await button(page, "Post reply").click()
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
    await button(page, "Start the topic").click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title)
    await postIn(page, first).getByRole("link", { name: "Edit" }).click()
    await expect(composer(page).getByLabel("Text", { exact: true })).toHaveValue(first)
    await composer(page).getByLabel("Text", { exact: true }).fill(second)
    await button(page, "Save changes").click()
    await expect(postIn(page, second)).toContainText("edited")
  })
})

const isFocused = (one: Locator): Promise<boolean> =>
  one.evaluate((element) => element === document.activeElement)

test.describe("while one types", () => {
  test("buttons and keys mark the text, lists go on, Ctrl-Z goes back, and Tab leads on", async ({ as }) => {
    const topic = await makeTopic(words("A topic for marks"), { by: [SANNA.name] })
    const page = await as(ROBIN)
    await compose(page, topic)
    await page.keyboard.type("one")
    await field(page).press("ControlOrMeta+a")
    await field(page).press("ControlOrMeta+b")
    await expect(field(page)).toHaveValue("**one**")
    await field(page).press("ControlOrMeta+z")
    await expect(field(page)).toHaveValue("one")
    await button(page, "List").click()
    await expect(field(page)).toBeFocused()
    await page.keyboard.press("ControlOrMeta+End")
    await page.keyboard.press("Enter")
    await page.keyboard.type("two")
    await expect(field(page)).toHaveValue("- one\n- two")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await page.keyboard.type("end")
    await expect(field(page)).toHaveValue("- one\n- two\nend")
    // Behind the text come the pictures for it, and then the button that sends.
    for (let stops = 0; stops < 4 && !(await isFocused(button(page, "Post reply"))); stops++)
      await page.keyboard.press("Tab")
    await expect(button(page, "Post reply")).toBeFocused()
    // The buttons are one stop, with arrows between them.
    await button(page, "Bold").focus()
    await page.keyboard.press("ArrowRight")
    await expect(button(page, "Italic")).toBeFocused()
  })

  test(
    "names are completed, those of the topic first, and Escape leaves them alone",
    PHONE,
    async ({ as }) => {
      const topic = await makeTopic(words("A topic with people"), { by: [SANNA.name] })
      const page = await as(ROBIN)
      await compose(page, topic)
      await field(page).pressSequentially("Ask @s")
      const list = page.getByRole("listbox", { name: "Members" })
      await expect(list.getByRole("option").first()).toHaveText(/Sanna/)
      await expect(field(page)).toHaveAttribute("aria-activedescendant", /.+/)
      await page.keyboard.press("Enter")
      await expect(field(page)).toHaveValue(`Ask @${SANNA.name} `)
      // Somebody who has not written here is found by two letters.
      await field(page).pressSequentially("or @kee")
      await expect(list.getByRole("option", { name: /Keeper_Wim/ })).toBeVisible()
      await page.keyboard.press("Escape")
      await expect(list).toHaveCount(0)
      await page.keyboard.press("Enter")
      await expect(field(page)).toHaveValue(`Ask @${SANNA.name} or @kee\n`)
    },
  )

  test("emoji are completed", async ({ as }) => {
    const topic = await makeTopic(words("A topic for smiles"), { by: [SANNA.name] })
    const page = await as(ROBIN)
    await compose(page, topic)
    await field(page).pressSequentially("Fine :smil")
    const list = page.getByRole("listbox", { name: "Emoji" })
    await list.getByRole("option").first().click()
    await expect(field(page)).toHaveValue("Fine 😄 ")
  })
})

test.describe("quotes", () => {
  test(
    "of what is selected lead back, and open to the whole post for everybody",
    PHONE,
    async ({ as, another }) => {
      const whole = `The **beginning** of it.\n\n${words("And the end of it")}.`
      const topic = await makeTopic(words("A topic to quote a part of"), {
        by: [SANNA.name],
        bodies: [whole],
      })
      const page = await as(ROBIN)
      await page.goto(topic.path)
      await expect(page.getByRole("navigation", { name: "Account" }).getByText("New topic")).toBeVisible()
      await select(page, "p")
      await page.getByRole("button", { name: "Quote", exact: true }).click()
      await expect(field(page)).toHaveValue(
        `[quote="${SANNA.name}" post="${topic.posts[0]!.toLowerCase()}"]\nThe **beginning** of it.\n[/quote]\n\n`,
      )
      await expect(field(page)).toBeFocused()
      const answer = words("Indeed.")
      await page.keyboard.type(answer)
      await button(page, "Post reply").click()
      await expect(postIn(page, answer)).toBeVisible()
      const guest = await another()
      await guest.goto(topic.path)
      const quote = postIn(guest, answer).getByRole("blockquote")
      await expect(quote).not.toContainText("And the end of it")
      await quote.getByRole("button", { name: "Whole post" }).click()
      await expect(quote).toContainText("And the end of it")
      await quote.getByRole("button", { name: "Only the quote" }).click()
      await expect(quote.getByText("And the end of it")).toBeHidden()
    },
  )

  test("of what is gone or private open to nothing", async ({ page, request }) => {
    const topic = await makeTopic(words("A topic of the members"), { category: "members" })
    for (const id of [topic.posts[0]!, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "x", "__proto__"])
      expect((await request.get(`/api/post/${id}`)).status(), id).toBe(404)
    expect((await page.request.get("/api/people?q=ro")).status()).toBe(401)
    expect((await page.request.get(`/api/compose?page=${topic.path}/reply`)).status()).toBe(401)
    expect((await page.request.post("/api/preview", { data: { body: "x" } })).status()).toBe(401)
  })
})

test.describe("keys", () => {
  test("go through the posts, answer, quote, like and search; not while one types, and not when switched off", async ({
    as,
  }) => {
    const topic = await makeTopic(words("A topic for ten fingers"), {
      by: [SANNA.name],
      bodies: ["First post.", "Second post.", "Third post."],
    })
    const page = await as(ROBIN)
    await page.goto(topic.path)
    await expect(page.getByRole("navigation", { name: "Account" }).getByText("New topic")).toBeVisible()
    const post = (text: string) => page.getByRole("article").filter({ hasText: text })
    await page.keyboard.press("j")
    await expect(post("First post.")).toBeFocused()
    await page.keyboard.press("j")
    await expect(post("Second post.")).toBeFocused()
    await page.keyboard.press("k")
    await expect(post("First post.")).toBeFocused()
    await page.keyboard.press("l")
    await expect(post("First post.").getByRole("button", { name: "Liked" })).toBeVisible()
    await page.keyboard.press("j")
    await page.keyboard.press("q")
    await expect(field(page)).toHaveValue(/Second post\.\n\[\/quote\]/)
    await field(page).pressSequentially("j k l ?")
    await expect(field(page)).toHaveValue(/j k l \?$/)
    await button(page, "Close").click()
    await page.keyboard.press("/")
    await expect(page.getByRole("searchbox", { name: "Search the forum" })).toBeFocused()
    await page.keyboard.press("Escape")
    await main(page).focus()
    await page.keyboard.press("?")
    const help = page.getByRole("dialog", { name: "Keyboard" })
    await expect(help).toBeVisible()
    await help.getByLabel("Single keys do this").uncheck()
    await help.getByRole("button", { name: "Close" }).click()
    await expect(help).toHaveCount(0)
    await main(page).focus()
    await page.keyboard.press("?")
    await page.keyboard.press("r")
    await page.waitForTimeout(300)
    await expect(help).toHaveCount(0)
    await expect(composer(page)).toHaveCount(0)
    await page.getByRole("button", { name: "Keyboard" }).click()
    await help.getByLabel("Single keys do this").check()
    await page.keyboard.press("Escape")
    await main(page).focus()
    await page.keyboard.press("r")
    await expect(composer(page)).toBeVisible()
  })
})

for (const scheme of ["light", "dark"] as const)
  test(`nobody finds a barrier in the composer, ${scheme}`, PHONE, async ({ as }) => {
    // Too long for the head of the composer, where it must leave the buttons their place.
    const title = words("A topic for everybody, whose title goes on for longer than there is room")
    const topic = await makeTopic(title, { by: [SANNA.name] })
    const page = await as(ROBIN)
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" })
    await compose(page, topic)
    const check = async (what: string) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
        .analyze()
      expect
        .soft(
          violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`),
          what,
        )
        .toEqual([])
    }
    await check("open")
    await field(page).pressSequentially("@s")
    await expect(page.getByRole("listbox")).toBeVisible()
    await check("with a list")
    await page.keyboard.press("Escape")
    await button(page, "Preview").click()
    await expect(composer(page).getByRole("region", { name: "Preview" })).toContainText("@s")
    await check("with a preview")
    await button(page, "Write").click()
    await button(page, "Discard").click()
    await check("asking")
    await button(page, "Minimise").click()
    await check("small")
    await page.getByRole("button", { name: "Keyboard" }).isVisible()
  })

test("without a script the forms are pages, and nothing needs more", { tag: ["@plain", "@phone"] }, async ({
  as,
  script,
}) => {
  test.skip(script, "with a script the composer opens")
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

/** Selects an element's text, as a pointer does. */
async function select(page: Page, element: string): Promise<void> {
  await page.evaluate((name) => {
    const range = document.createRange()
    range.selectNodeContents(document.querySelector(`.post-body ${name}`)!)
    getSelection()!.removeAllRanges()
    getSelection()!.addRange(range)
  }, element)
}
