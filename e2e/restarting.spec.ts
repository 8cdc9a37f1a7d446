/** The forum goes down and comes back while somebody is signed in and has a page open. */
import { freePort, launchpad } from "./fixtures/launched.ts"
import { expectSignedIn, stranger } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

test("who was signed in still is after a restart, and what was written is there", async ({
  browser,
  contextOptions,
}) => {
  test.skip(
    test.info().project.name !== "desktop",
    "Once is enough: the session is the same cookie everywhere.",
  )
  test.setTimeout(90_000)
  const pad = launchpad()
  try {
    const port = await freePort()
    const first = pad.start({ PORT: port })
    await expect.poll(() => first.said(), { timeout: 30_000 }).toContain("owns it:")
    const baseURL = `http://localhost:${port}`
    const page = await (await browser.newContext({ ...contextOptions, baseURL })).newPage()
    const owner = stranger()
    await page.goto(/http\S+\/register\?owner=\S+/.exec(first.said())![0])
    await page.getByLabel("Name", { exact: true }).fill(owner.name)
    await page.getByLabel("E-mail address").fill(owner.email)
    await page.getByLabel("Password").fill(owner.password)
    await page.getByRole("main").getByRole("button").click()
    await expect(page).toHaveURL("/")

    await page.goto("/new?category=general")
    await page.getByLabel("Title").fill("Before the lights went out")
    await page.getByLabel("Text", { exact: true }).fill("Written a moment before.")
    first.child.kill("SIGINT")
    expect((await first.ended).code).toBe(0)
    const second = pad.start({ PORT: port })
    await expect.poll(() => second.said(), { timeout: 30_000 }).toContain("The forum runs at")

    // The page was open all the while: the form is sent to the forum that came back.
    await page.getByRole("button", { name: "Start the topic" }).click()
    await expect(page.getByRole("heading", { level: 1, name: "Before the lights went out" })).toBeVisible()
    await expect(page.getByText("Written a moment before.")).toBeVisible()
    await expectSignedIn(page, owner)
    second.child.kill("SIGTERM")
    expect((await second.ended).code).toBe(0)
  } finally {
    pad.end()
  }
})
