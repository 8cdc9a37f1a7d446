/** A forum in a language from right to left, made by code from the English words (lib/words/pseudo.mjs). */
import { freePort, launchpad } from "./fixtures/launched.ts"
import { expect, test } from "./fixtures/test.ts"

/** What is told to run the other way; the rest is what people write, or nobody's words. */
const TURNED = /\u202e[\p{L}]+\u202c/gu

test("a forum whose language runs from right to left does so everywhere, at every width", async ({
  opened,
}) => {
  test.setTimeout(480_000)
  const pad = launchpad()
  try {
    const port = await freePort()
    const forum = pad.start({ PORT: port, STOA_LOCALE: "ar-XB", STOA_DIST: ".next-mirrored" }, "--demo")
    await expect.poll(() => forum.said(), { timeout: 360_000 }).toContain("owns it:")
    for (const width of [390, 1280]) {
      const context = await opened({
        baseURL: `http://localhost:${port}`,
        viewport: { width, height: 800 },
      })
      const page = await context.newPage()
      const problems: string[] = []
      page.on("pageerror", (error) => problems.push(error.message))
      page.on("console", (message) => {
        if (message.type() === "error") problems.push(message.text())
      })
      // The demo is written while the forum runs.
      await expect(async () => {
        await page.goto("/")
        await expect(page.locator(".topic-title")).not.toHaveCount(0, { timeout: 1_000 })
      }).toPass({ timeout: 60_000 })
      await expect(page.locator("html")).toHaveAttribute("dir", "rtl")
      await expect(page.locator("html")).toHaveAttribute("lang", "ar-XB")
      const topic = (await page.locator(".topic-title").first().getAttribute("href"))!
      for (const path of ["/", topic, "/c/questions", "/search?q=boat", "/sign-in", "/register"]) {
        await page.goto(path)
        // Where everything begins: the name of the forum at the right, the viewer's own at the left.
        const name = (await page.locator("header a").first().boundingBox())!
        const own = (await page.locator(".account-slot").boundingBox())!
        expect(name.x, path).toBeGreaterThan(own.x + own.width)
        const over = () =>
          page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        expect(await over(), `${path} at ${width}`).toBeLessThanOrEqual(0)
      }
      // Pages without anything that people wrote have no word that is not from a catalogue.
      const said = (await page.locator("main").textContent()) ?? ""
      expect(said.match(TURNED)!.length).toBeGreaterThan(10)
      expect(said.replace(TURNED, "").match(/\p{L}+/gu)).toBeNull()
      // The browser has its words built in: it says the same as the server, or React complains.
      expect(problems).toEqual([])
      await context.close()
    }
  } finally {
    pad.end()
  }
})
