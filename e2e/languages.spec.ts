/**
 * A forum in a language from right to left, made by code from the English words (lib/words/pseudo.mjs), as developers start it:
 * that takes no second build, and there React complains of every word that the server and the browser do not have alike.
 */
import { freePort, launchpad } from "./fixtures/launched.ts"
import { tooWide } from "./fixtures/layout.ts"
import { expect, test } from "./fixtures/test.ts"

/** What is told to run the other way; the rest is what people write, or nobody's words. */
const TURNED = /\u202e[\p{L}]+\u202c/gu

test("developers start a forum whose language runs from right to left, and it does so everywhere, at every width", async ({
  opened,
}) => {
  test.setTimeout(300_000)
  const pad = launchpad()
  try {
    const port = await freePort()
    const env = { PORT: port, STOA_LOCALE: "ar-XB", STOA_DIST: ".next-mirrored" }
    const forum = pad.start(env, "--dev", "--demo")
    await expect.poll(() => forum.said(), { timeout: 120_000 }).toContain("owns it:")
    const page = await (await opened({ baseURL: `http://localhost:${port}` })).newPage()
    const problems: string[] = []
    page.on("pageerror", (error) => problems.push(error.message))
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text())
    })
    // The demo is written while the forum runs.
    await expect(async () => {
      await page.goto("/")
      await expect(page.locator(".topic-title")).not.toHaveCount(0, { timeout: 1_000 })
    }).toPass({ timeout: 90_000 })
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl")
    await expect(page.locator("html")).toHaveAttribute("lang", "ar-XB")
    const topic = (await page.locator(".topic-title").first().getAttribute("href"))!
    for (const path of ["/", topic, "/search?q=boat", "/register"]) {
      await page.goto(path)
      for (const width of [390, 1280]) {
        await page.setViewportSize({ width, height: 800 })
        // Where everything begins: the name of the forum at the right, the viewer's own at the left.
        const name = (await page.locator("header a").first().boundingBox())!
        const own = (await page.locator(".account-slot").boundingBox())!
        expect(name.x, `${path} at ${width}`).toBeGreaterThan(own.x + own.width)
        expect(await tooWide(page), `${path} at ${width}`).toEqual([])
      }
    }
    // Pages without anything that people wrote have no word that is not from a catalogue.
    const said = (await page.locator("main").textContent()) ?? ""
    expect(said.match(TURNED)!.length).toBeGreaterThan(10)
    expect(said.replace(TURNED, "").match(/\p{L}+/gu)).toBeNull()
    // The browser has its words built in: it says the same as the server, or React complains.
    expect(problems).toEqual([])
    forum.child.kill("SIGINT")
    expect((await forum.ended).code).toBe(0)
  } finally {
    pad.end()
  }
})
