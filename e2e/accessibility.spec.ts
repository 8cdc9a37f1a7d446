/** Everybody can read and write: by keyboard, by screen reader, on a small screen, in the dark. */
import type { Page } from "@playwright/test"
import { expectNoBarriers } from "./fixtures/barriers.ts"
import { makeTopic } from "./fixtures/forum.ts"
import { tooWide } from "./fixtures/layout.ts"
import { guestPages, longTopic, memberPages, RICH, topicOf } from "./fixtures/pages.ts"
import { ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

/** Nothing is wider than the screen, headings skip no level, there is one h1 and one main part. */
async function expectSound(page: Page, what: string): Promise<void> {
  const found = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    levels: Array.from(document.querySelectorAll("h1,h2,h3,h4,h5,h6"), ({ localName }) =>
      Number(localName[1]),
    ),
    mains: document.querySelectorAll("main").length,
    untitled: document.title.trim() === "",
    language: document.documentElement.lang,
  }))
  expect.soft(found.wide, `${what} is not wider than the screen`).toBeLessThanOrEqual(0)
  expect.soft(found.levels.filter((level) => level === 1).length, `${what} has one first heading`).toBe(1)
  const skipped = found.levels.filter((level, index) => level > (found.levels[index - 1] ?? 0) + 1)
  expect.soft(skipped, `${what} skips no level of headings: ${found.levels}`).toEqual([])
  expect.soft(found.mains, what).toBe(1)
  expect.soft(found.untitled, `${what} has a title`).toBe(false)
  expect.soft(found.language, what).toBe("en")
}

test("a guest finds no barrier", { tag: "@phone" }, async ({ page }) => {
  // Every page there is, with all that axe looks at.
  test.setTimeout(5 * 60_000)
  const pages = guestPages(await topicOf(), await longTopic(page))
  for (const [what, path] of Object.entries(pages)) {
    await page.goto(path)
    await expectNoBarriers(page, `${what} (${path})`)
    await expectSound(page, `${what} (${path})`)
  }
})

test("a member finds no barrier", { tag: "@phone" }, async ({ as }) => {
  // Every page there is, with all that axe looks at.
  test.setTimeout(5 * 60_000)
  const page = await as(ROBIN)
  for (const [what, path] of Object.entries(memberPages(await topicOf()))) {
    await page.goto(path)
    // What belongs to the viewer has come.
    await expect(page.getByRole("navigation", { name: "Account" }).getByText(ROBIN.name)).toBeVisible()
    await expectNoBarriers(page, `${what} (${path})`)
    await expectSound(page, `${what} (${path})`)
  }
})

test("nothing is wider than a very small screen", async ({ page, as }) => {
  test.slow()
  const topic = await makeTopic(
    `Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft ${"x".repeat(60)}`,
    {
      bodies: [
        `${"unbroken".repeat(40)}\n\n\`${"code".repeat(60)}\`\n\n| ${"wide | ".repeat(20)}\n| ${"- | ".repeat(20)}\n| ${"cell | ".repeat(20)}\n\nhttps://example.org/${"path/".repeat(40)}`,
        RICH,
      ],
      by: [SANNA.name, ROBIN.name],
    },
  )
  const member = await as(ROBIN)
  const long = await longTopic(page)
  for (const [window, pages] of [
    [page, { ...guestPages(topic, long), "a category of it": "/c/general/newest" }],
    [member, memberPages(topic)],
  ] as const) {
    for (const [what, path] of Object.entries(pages)) {
      await window.goto(path)
      for (const width of [390, 320]) {
        await window.setViewportSize({ width, height: 640 })
        expect.soft(await tooWide(window), `${what} (${path}) at ${width} pixels`).toEqual([])
      }
    }
  }
})

test("nothing moves when what belongs to the viewer arrives", { tag: "@phone" }, async ({ page, as }) => {
  const topic = await topicOf()
  const member = await as(ROBIN)
  for (const [who, window] of [
    ["a guest", page],
    ["a member", member],
  ] as const) {
    await window.addInitScript(() => {
      const seen: string[] = []
      Object.assign(globalThis, { shifts: seen })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & {
          value: number
          hadRecentInput: boolean
          sources?: { node?: Node }[]
        })[])
          if (!entry.hadRecentInput && entry.value > 0)
            seen.push(
              `${entry.value.toFixed(4)}: ${(entry.sources ?? []).map(({ node }) => (node as Element | undefined)?.outerHTML?.slice(0, 80) ?? node?.nodeName).join(", ")}`,
            )
      }).observe({ type: "layout-shift", buffered: true })
    })
    for (const path of ["/", "/c/general", topic.path, "/u/Jory"]) {
      // The second visit is the one that counts: the browser has the fonts and knows that somebody is a member.
      for (const visit of ["first", "second"]) {
        const viewer = window.waitForResponse((answer) => answer.url().includes("/api/viewer"))
        await window.goto(path)
        await viewer
        await expect(
          window
            .getByRole("navigation", { name: "Account" })
            .getByText(who === "a member" ? ROBIN.name : "Register"),
        ).toBeVisible()
        await window.evaluate(
          () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
        )
        const shifts = await window.evaluate(() => (globalThis as unknown as { shifts: string[] }).shifts)
        if (visit === "second") expect.soft(shifts, `${path} for ${who}`).toEqual([])
      }
    }
  }
})

test("a form that is being sent says so, and colours are not all that tells", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" })
  await page.goto("/c/general")
  await expect(
    page.getByRole("navigation", { name: "Order" }).getByRole("link", { name: "Latest activity" }),
  ).toHaveAttribute("aria-current", "page")
})
