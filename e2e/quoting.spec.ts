/** Words of others in one's own: what is selected becomes a quote that leads back. */
import type { Page } from "@playwright/test"
import { makeTopic } from "./fixtures/forum.ts"
import { ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import { composerButton, postIn, replyField, words } from "./fixtures/writing.ts"

const PHONE = { tag: "@phone" }

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
      const quoting = page.getByRole("button", { name: "Quote", exact: true })
      // Selected before the page knows who reads it, and so before what members have is loaded.
      let answer = () => {}
      const selected = new Promise<void>((done) => {
        answer = done
      })
      await page.route("**/api/viewer*", async (route) => {
        await selected
        await route.continue()
      })
      await page.goto(topic.path)
      await select(page, "p")
      answer()
      await expect(quoting).toBeVisible()
      await page.evaluate(() => getSelection()!.removeAllRanges())
      await expect(quoting).toBeHidden()
      await select(page, "p")
      await quoting.click()
      await expect(replyField(page)).toHaveValue(
        `[quote="${SANNA.name}" post="${topic.posts[0]!.toLowerCase()}"]\nThe **beginning** of it.\n[/quote]\n\n`,
      )
      await expect(replyField(page)).toBeFocused()
      const said = words("Indeed.")
      await page.keyboard.type(said)
      await composerButton(page, "Post reply").click()
      await expect(postIn(page, said)).toBeVisible()
      const guest = await another()
      await guest.goto(topic.path)
      const quote = postIn(guest, said).getByRole("blockquote")
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

/** Selects an element's text, as a pointer does. */
async function select(page: Page, element: string): Promise<void> {
  await page.evaluate((name) => {
    const range = document.createRange()
    range.selectNodeContents(document.querySelector(`.post-body ${name}`)!)
    getSelection()!.removeAllRanges()
    getSelection()!.addRange(range)
  }, element)
}
