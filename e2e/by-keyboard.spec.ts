/**
 * People who have no mouse do everything: Tab, Enter, arrows and Escape lead there, by the names that a screen reader says. On
 * the way the focus is always seen, and it goes on where something closes.
 */
import { postOptionsPath } from "#lib/web/paths.ts"
import { makeTopic } from "./fixtures/forum.ts"
import { expectSeen, tabTo } from "./fixtures/keyboard.ts"
import { topicOf } from "./fixtures/pages.ts"
import { expectSignedIn, ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import { composer, composerButton, main, postIn, replyField, words } from "./fixtures/writing.ts"

const account = "Account"

test("the first stop leads past the header, and every stop of a topic is seen", async ({ page }) => {
  const topic = await topicOf()
  await page.goto(topic.path)
  const skip = page.getByRole("link", { name: "Skip to content" })
  await tabTo(page, skip)
  await page.keyboard.press("Enter")
  await expect(main(page)).toBeFocused()
  await tabTo(page, main(page).getByRole("link", { name: "Home", exact: true }))
  await page.goto(topic.path)
  const stops = await tabTo(page, main(page).getByRole("link", { name: "Reply to this topic" }))
  const order = ["Skip to content", "Latest", "Home"].map((name) => stops.indexOf(name))
  expect(order, `in the order of the page: ${stops.join(", ")}`).toEqual([...order].sort((a, b) => a - b))
})

test("one signs in; what is wrong is where the focus goes", { tag: "@plain" }, async ({ page }) => {
  await page.goto("/sign-in")
  const email = page.getByRole("textbox", { name: "E-mail address" })
  // Typing begins at once.
  await expect(email).toBeFocused()
  await page.keyboard.type(ROBIN.email)
  await page.keyboard.press("Tab")
  await expect(page.getByLabel("Password")).toBeFocused()
  await page.keyboard.type("not the password")
  await page.keyboard.press("Enter")
  const alert = main(page).getByRole("alert")
  await expect(alert).toContainText(/do not belong together|wrong|not/i)
  await expect(alert).toBeFocused()
  await tabTo(page, email)
  await tabTo(page, page.getByLabel("Password"))
  await page.keyboard.type(ROBIN.password)
  await tabTo(page, main(page).getByRole("button", { name: "Sign in", exact: true }))
  await page.keyboard.press("Enter")
  await page.waitForURL(({ pathname }) => !pathname.startsWith("/sign-in"))
  await expectSignedIn(page, ROBIN)
})

test("one starts a topic: from the header, past what was wrong", async ({ as }) => {
  const page = await as(ROBIN)
  await page.goto("/")
  const start = page.getByRole("navigation", { name: account }).getByRole("link", { name: "New topic" })
  await expect(start).toBeVisible()
  await tabTo(page, start)
  await page.keyboard.press("Enter")
  const title = composer(page).getByRole("textbox", { name: "Title" })
  await expect(title).toBeFocused()
  await page.keyboard.type("Tiny")
  await tabTo(page, composer(page).getByRole("combobox", { name: "Category" }), "Shift+Tab")
  await page.keyboard.type("The quay")
  const text = composer(page).getByRole("textbox", { name: "Text" })
  await tabTo(page, text)
  await page.keyboard.type("Written without a mouse.")
  await page.keyboard.press("ControlOrMeta+Enter")
  // To the field that is wrong, which says why.
  await expect(title).toBeFocused()
  await expect(title).toHaveAccessibleDescription(/at least 5 characters/)
  await expectSeen(page)
  const better = words("Without a mouse")
  await page.keyboard.press("ControlOrMeta+a")
  await page.keyboard.type(better)
  await tabTo(page, composerButton(page, "Start the topic"))
  await page.keyboard.press("Enter")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(better)
})

test("one replies and edits; the composer covers nothing and loses nothing", { tag: "@phone" }, async ({
  as,
}) => {
  const topic = await makeTopic(words("A topic for the keyboard"), {
    by: [SANNA.name],
    bodies: Array.from({ length: 8 }, (_, n) => `Post ${n + 1}. [A link](https://example.org/${n})`),
  })
  const page = await as(ROBIN)
  await page.goto(topic.path)
  await expect(page.getByRole("navigation", { name: account }).getByText("New topic")).toBeVisible()
  const opener = main(page).getByRole("link", { name: "Reply to this topic" })
  await tabTo(page, opener)
  await page.keyboard.press("Enter")
  await expect(replyField(page)).toBeFocused()
  await expectSeen(page)
  // Where it closes, one is where one was.
  await tabTo(page, composerButton(page, "Close"), "Shift+Tab")
  await page.keyboard.press("Enter")
  await expect(opener).toBeFocused()
  await page.keyboard.press("Enter")
  await expect(replyField(page)).toBeFocused()
  await page.keyboard.type("Thrown away?")
  await tabTo(page, composerButton(page, "Discard"))
  await page.keyboard.press("Enter")
  await expect(composerButton(page, "Keep it")).toBeFocused()
  await page.keyboard.press("Enter")
  await expect(replyField(page)).toBeFocused()
  // Small, it gives the page back: every stop of it is seen above it.
  await page.keyboard.press("Escape")
  await expect(composerButton(page, "Open")).toBeFocused()
  await tabTo(page, main(page).getByRole("link", { name: "Home", exact: true }), "Shift+Tab")
  await tabTo(page, composerButton(page, "Open"))
  await page.keyboard.press("Enter")
  await expect(replyField(page)).toBeFocused()
  const answer = words("Answered")
  await page.keyboard.press("ControlOrMeta+a")
  await page.keyboard.type(answer)
  await tabTo(page, composerButton(page, "Post reply"))
  await page.keyboard.press("Enter")
  const mine = postIn(page, answer)
  await expect(mine).toBeVisible()
  await tabTo(page, mine.getByRole("link", { name: "Edit", exact: true }))
  await page.keyboard.press("Enter")
  await expect(composer(page).getByRole("textbox", { name: "Text" })).toBeFocused()
  await page.keyboard.press("ControlOrMeta+End")
  await page.keyboard.type(" And edited.")
  await page.keyboard.press("ControlOrMeta+Enter")
  await expect(postIn(page, `${answer} And edited.`)).toBeVisible()
})

test("beside an open composer every stop of the page is seen", async ({ as }) => {
  const topic = await makeTopic(words("A topic beside a composer"), {
    by: [SANNA.name],
    bodies: Array.from({ length: 6 }, (_, n) => `Post ${n + 1}. [A link](https://example.org/${n})`),
  })
  const page = await as(ROBIN)
  await page.goto(topic.path)
  await expect(page.getByRole("navigation", { name: account }).getByText("New topic")).toBeVisible()
  await tabTo(page, page.getByRole("article").first().getByRole("link", { name: "Reply to Sanna" }))
  await page.keyboard.press("Enter")
  await expect(replyField(page)).toBeFocused()
  const instead = composerButton(page, "Answer the topic instead")
  await tabTo(page, instead, "Shift+Tab")
  await page.keyboard.press("Enter")
  // The button is gone with what it was for.
  await expect(replyField(page)).toBeFocused()
  await tabTo(page, main(page).getByRole("link", { name: "Home", exact: true }), "Shift+Tab")
  await tabTo(page, composer(page).getByRole("separator", { name: "Height of the composer" }))
})

test("one reports what is wrong, past what was forgotten", { tag: "@plain" }, async ({ as }) => {
  const topic = await makeTopic(words("A topic to report"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  await page.goto(postOptionsPath(topic.posts[0]!))
  await tabTo(page, main(page).getByRole("link", { name: "Report" }))
  await page.keyboard.press("Enter")
  const heading = main(page).getByRole("heading", { level: 1 })
  await expect(heading).toHaveText(/^Report this/)
  await tabTo(page, main(page).getByRole("textbox", { name: "What should the moderators know?" }))
  await page.keyboard.type("It sells boats.")
  const send = main(page).getByRole("button", { name: "Send the report" })
  await tabTo(page, send)
  await page.keyboard.press("Enter")
  const reasons = main(page).getByRole("radiogroup")
  await expect(reasons).toHaveAccessibleDescription("Choose what is wrong with it.")
  await expect(reasons.getByRole("radio").first()).toBeFocused()
  await expectSeen(page)
  await page.keyboard.press("ArrowDown")
  await expect(reasons.getByRole("radio").nth(1)).toBeChecked()
  await tabTo(page, send)
  await page.keyboard.press("Enter")
  await expect(heading).toHaveText("Your report")
})

test("menus, dialogs and lists give the focus back", async ({ as }) => {
  const topic = await makeTopic(words("A topic with menus"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  await page.goto(topic.path)
  await expect(page.getByRole("navigation", { name: account }).getByText("New topic")).toBeVisible()
  const watch = main(page).locator("summary").first()
  await expect(watch).toHaveAccessibleName(/Watch/)
  await tabTo(page, watch)
  await page.keyboard.press("Enter")
  await tabTo(page, main(page).getByRole("button", { name: /^Mute/ }))
  await page.keyboard.press("Escape")
  await expect(watch).toBeFocused()
  const keys = page.getByRole("button", { name: "Keyboard" })
  await tabTo(page, keys)
  await page.keyboard.press("Enter")
  await expect(page.getByRole("dialog", { name: "Keyboard" })).toBeVisible()
  await expectSeen(page)
  await page.keyboard.press("Escape")
  await expect(keys).toBeFocused()
})

test("a form that was refused begins at what is wrong", { tag: "@plain" }, async ({ page, as, script }) => {
  await page.goto("/register")
  await page.keyboard.type("ab")
  await page.keyboard.press("Enter")
  const alert = main(page).getByRole("alert").first()
  await expect(alert).toBeFocused()
  await tabTo(page, alert.getByRole("link", { name: /^Name/ }))
  await page.keyboard.press("Enter")
  const name = page.getByRole("textbox", { name: "Name" })
  await expect(name).toBeFocused()
  await expect(name).toHaveAccessibleDescription(/characters/)

  const member = await as(ROBIN)
  await member.goto("/new?category=general")
  const title = member.getByRole("textbox", { name: "Title" })
  await tabTo(member, title)
  await member.keyboard.type("Tiny")
  await tabTo(member, member.getByRole("textbox", { name: "Text", exact: true }))
  await member.keyboard.type("Written without a mouse.")
  await tabTo(member, member.getByRole("button", { name: "Start the topic" }))
  await member.keyboard.press("Enter")
  await expect(title).toHaveAttribute("aria-invalid", "true")
  await expect(title, script ? "with a script" : "on the page that came anew").toBeFocused()
  await expect(title).toHaveAccessibleDescription(/at least 5 characters/)
})
