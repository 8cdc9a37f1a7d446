/** The forum goes down and comes back while somebody is signed in and has a page open. */
import type { BrowserContext, BrowserContextOptions, Page } from "@playwright/test"
import { freePort, type Launched, launchpad } from "./fixtures/launched.ts"
import { expectSignedIn, type Person, stranger } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import { main } from "./fixtures/writing.ts"

test("who was signed in still is after a restart, and after kill -9 of everything; what was typed is there", async ({
  opened,
}) => {
  test.setTimeout(180_000)
  await withForum(opened, async (forum) => {
    const { owner, page } = await forum.open()
    const text = page.getByLabel("Text", { exact: true })
    await test.step("a form that is open all the while is sent to the forum that came back", async () => {
      await text.fill("Written a moment before.")
      forum.first.child.kill("SIGINT")
      expect((await forum.first.ended).code).toBe(0)
    })
    const second = await forum.again()
    await test.step("it is the same forum", async () => {
      await page.getByRole("button", { name: "Start the topic" }).click()
      await expect(page.getByRole("heading", { level: 1, name: TITLE })).toBeVisible()
      await expect(page.getByText("Written a moment before.")).toBeVisible()
      await expectSignedIn(page, owner)
    })
    await test.step("what is typed while nobody answers stays, and is saved when somebody does", async () => {
      await begin(page)
      await text.fill("Saved a moment before.")
      await expect(main(page).getByText("Saved as a draft", { exact: true })).toBeVisible()
      const { engine, web, worker } = forum.running()
      for (const pid of [second.child.pid!, engine.pid, web.pid, worker.pid]) process.kill(pid, "SIGKILL")
      await text.fill("Saved a moment before, and typed after.")
      await expect(page.getByText("the forum does not answer")).toBeVisible({ timeout: 15_000 })
    })
    const third = await forum.again()
    const other = await forum.another(page)
    await other.goto("/new")
    await expect(other.getByLabel("Text", { exact: true })).toHaveValue(/^Saved a moment before/)
    await isSavedWith(other, "and typed after.")
    third.child.kill("SIGTERM")
    expect((await third.ended).code).toBe(0)
  })
})

const TITLE = "Before the lights went out"

type Forum = {
  first: Launched
  running: ReturnType<typeof launchpad>["running"]
  again(): Promise<Launched>
  /** Its owner, who has begun a topic. */
  open(): Promise<{ owner: Person; page: Page }>
  /** A browser of the same person that has kept nothing itself. */
  another(page: Page): Promise<Page>
}

/** Starts a forum that is the test's own, and clears it away. */
async function withForum(
  opened: (options: BrowserContextOptions) => Promise<BrowserContext>,
  run: (forum: Forum) => Promise<void>,
): Promise<void> {
  const pad = launchpad()
  try {
    const port = await freePort()
    const baseURL = `http://localhost:${port}`
    const first = pad.start({ PORT: port })
    await expect.poll(() => first.said(), { timeout: 60_000 }).toContain("owns it:")
    await run({
      first,
      running: pad.running,
      async again() {
        const second = pad.start({ PORT: port })
        await expect.poll(() => second.said(), { timeout: 60_000 }).toContain("The forum runs at")
        return second
      },
      async open() {
        const page = await (await opened({ baseURL })).newPage()
        return { owner: await beginAsOwner(page, first), page }
      },
      async another(page) {
        const storageState = await page.context().storageState()
        const other = await (await opened({ baseURL, storageState })).newPage()
        await other.addInitScript(() => localStorage.clear())
        return other
      },
    })
  } finally {
    pad.end()
  }
}

async function beginAsOwner(page: Page, forum: Launched): Promise<Person> {
  const owner = stranger()
  await page.goto(/http\S+\/register\?owner=\S+/.exec(forum.said())![0])
  await page.getByLabel("Name", { exact: true }).fill(owner.name)
  await page.getByLabel("E-mail address").fill(owner.email)
  await page.getByLabel("Password").fill(owner.password)
  await main(page).getByRole("button").click()
  await expect(page).toHaveURL("/admin/setup")
  await begin(page)
  return owner
}

async function begin(page: Page): Promise<void> {
  await page.goto("/new?category=general")
  await page.getByLabel("Title", { exact: true }).fill(TITLE)
}

/** The first window tries again by itself; then the text is on the server. */
const isSavedWith = (page: Page, text: string) =>
  expect(async () => {
    await page.goto("/new")
    await expect(page.getByLabel("Text", { exact: true })).toHaveValue(new RegExp(text), { timeout: 1_000 })
  }).toPass({ timeout: 70_000 })
