/** What helps while one types, and what single keys do while one does not. */
import type { Locator } from "@playwright/test"
import { makeTopic } from "./fixtures/forum.ts"
import { ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import { compose, composer, composerButton, main, replyField, words } from "./fixtures/writing.ts"

const PHONE = { tag: "@phone" }

const isFocused = (one: Locator): Promise<boolean> =>
  one.evaluate((element) => element === document.activeElement)

test.describe("while one types", () => {
  test("buttons and keys mark the text, lists go on, Ctrl-Z goes back, and Tab leads on", async ({ as }) => {
    const topic = await makeTopic(words("A topic for marks"), { by: [SANNA.name] })
    const page = await as(ROBIN)
    await compose(page, topic)
    await page.keyboard.type("one")
    await replyField(page).press("ControlOrMeta+a")
    await replyField(page).press("ControlOrMeta+b")
    await expect(replyField(page)).toHaveValue("**one**")
    await replyField(page).press("ControlOrMeta+z")
    await expect(replyField(page)).toHaveValue("one")
    await composerButton(page, "List").click()
    await expect(replyField(page)).toBeFocused()
    await page.keyboard.press("ControlOrMeta+End")
    await page.keyboard.press("Enter")
    await page.keyboard.type("two")
    await expect(replyField(page)).toHaveValue("- one\n- two")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await page.keyboard.type("end")
    await expect(replyField(page)).toHaveValue("- one\n- two\nend")
    // Behind the text come the pictures for it, and then the button that sends.
    for (let stops = 0; stops < 4 && !(await isFocused(composerButton(page, "Post reply"))); stops++)
      await page.keyboard.press("Tab")
    await expect(composerButton(page, "Post reply")).toBeFocused()
    // The buttons are one stop, with arrows between them.
    await composerButton(page, "Bold").focus()
    await page.keyboard.press("ArrowRight")
    await expect(composerButton(page, "Italic")).toBeFocused()
  })

  test(
    "names are completed, those of the topic first, and Escape leaves them alone",
    PHONE,
    async ({ as }) => {
      const topic = await makeTopic(words("A topic with people"), { by: [SANNA.name] })
      const page = await as(ROBIN)
      await compose(page, topic)
      await replyField(page).pressSequentially("Ask @s")
      const list = page.getByRole("listbox", { name: "Members" })
      await expect(list.getByRole("option").first()).toHaveText(/Sanna/)
      await expect(replyField(page)).toHaveAttribute("aria-activedescendant", /.+/)
      await page.keyboard.press("Enter")
      await expect(replyField(page)).toHaveValue(`Ask @${SANNA.name} `)
      // Somebody who has not written here is found by two letters.
      await replyField(page).pressSequentially("or @kee")
      await expect(list.getByRole("option", { name: /Keeper_Wim/ })).toBeVisible()
      await page.keyboard.press("Escape")
      await expect(list).toHaveCount(0)
      await page.keyboard.press("Enter")
      await expect(replyField(page)).toHaveValue(`Ask @${SANNA.name} or @kee\n`)
    },
  )

  test("emoji are completed", async ({ as }) => {
    const topic = await makeTopic(words("A topic for smiles"), { by: [SANNA.name] })
    const page = await as(ROBIN)
    await compose(page, topic)
    await replyField(page).pressSequentially("Fine :smil")
    const list = page.getByRole("listbox", { name: "Emoji" })
    await list.getByRole("option").first().click()
    await expect(replyField(page)).toHaveValue("Fine 😄 ")
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
    await expect(replyField(page)).toHaveValue(/Second post\.\n\[\/quote\]/)
    await replyField(page).pressSequentially("j k l ?")
    await expect(replyField(page)).toHaveValue(/j k l \?$/)
    await composerButton(page, "Close").click()
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
