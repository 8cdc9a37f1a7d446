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
      await page.goto(topic.path)
      await expect(page.getByRole("navigation", { name: "Account" }).getByText("New topic")).toBeVisible()
      await select(page, "p")
      await page.getByRole("button", { name: "Quote", exact: true }).click()
      await expect(replyField(page)).toHaveValue(
        `[quote="${SANNA.name}" post="${topic.posts[0]!.toLowerCase()}"]\nThe **beginning** of it.\n[/quote]\n\n`,
      )
      await expect(replyField(page)).toBeFocused()
      const answer = words("Indeed.")
      await page.keyboard.type(answer)
      await composerButton(page, "Post reply").click()
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

/** Selects an element's text, as a pointer does. */
async function select(page: Page, element: string): Promise<void> {
  await page.evaluate((name) => {
    const range = document.createRange()
    range.selectNodeContents(document.querySelector(`.post-body ${name}`)!)
    getSelection()!.removeAllRanges()
    getSelection()!.addRange(range)
  }, element)
}
