/** What a page may run: our scripts, and none that came in otherwise. That our own pages keep to it, every test holds. */
import { makeTopic } from "./fixtures/forum.ts"
import { ROBIN } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

const scripts = (policy = ""): string => /script-src ([^;]*)/.exec(policy)?.[1] ?? ""

test("no page allows inline scripts at large, whoever asks and wherever it comes from", async ({
  request,
}) => {
  const { path } = await makeTopic("Which scripts may run here")
  for (const place of [
    "/",
    path,
    "/c/general",
    "/u/Robin",
    "/tag/none",
    "/search?q=tide",
    "/sign-in",
    "/nothing",
    "/top/week",
  ]) {
    // Made by Next, then from the cache, then again.
    const answers = [await request.get(place), await request.get(place), await request.get(place)]
    for (const answer of answers) {
      const policy = answer.headers()["content-security-policy"] ?? ""
      expect(scripts(policy), place).toMatch(/^'self' 'sha256-/)
      expect(policy, place).not.toMatch(/unsafe|\*/)
      expect(policy, place).toContain("default-src 'none'")
      expect(policy, place).toContain("base-uri 'none'")
      const html = await answer.text()
      expect(html, place).toContain("self.__next_f")
      expect(html, place).not.toMatch(/ style="/)
    }
  }
  for (const place of ["/api/health", "/robots.txt", "/feed", "/sitemap.xml"])
    expect((await request.get(place)).headers()["content-security-policy"], place).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    )
})

test("what everybody gets carries no nonce, and its data tells none", async ({ request }) => {
  const { path } = await makeTopic("Nothing to guess here")
  for (const place of [path, "/c/general"]) {
    // At once: all are answered with one rendering.
    const pages = await Promise.all(Array.from({ length: 6 }, () => request.get(place)))
    const router = await request.get(`${place}?_rsc=x`, { headers: { RSC: "1" } })
    for (const answer of [...pages, await request.get(place)]) {
      expect(answer.headers()["content-security-policy"]).not.toContain("nonce-")
      expect(await answer.text()).not.toMatch(/nonce=/)
      expect(
        (scripts(answer.headers()["content-security-policy"]).match(/sha256-/g) ?? []).length,
      ).toBeGreaterThan(2)
    }
    expect(router.headers()["content-type"]).toContain("text/x-component")
    for (const [, nonce] of (await router.text()).matchAll(/"nonce":"([^"]*)"/g))
      expect(nonce).toMatch(/^(0+|\$undefined)$/)
  }
})

test("each viewer's page has a nonce of its own", async ({ request }) => {
  const nonces = new Set<string>()
  for (let n = 0; n < 5; n++) {
    const answer = await request.get("/sign-in")
    const [, nonce] = /'nonce-([^']+)'/.exec(answer.headers()["content-security-policy"] ?? "") ?? []
    expect(await answer.text()).toContain(`nonce="${nonce}"`)
    nonces.add(nonce!)
  }
  expect(nonces.size).toBe(5)
})

test("a script that gets into a page does not run", async ({ page, as, forbidden }) => {
  const { path } = await makeTopic("Where somebody got through")
  const member = await as(ROBIN)
  for (const [window, place] of [
    [page, path],
    [page, "/"],
    [member, "/account"],
    [page, "/nothing-here"],
  ] as const) {
    // As if the HTML had it: the page is sent with what a hole would let in.
    await window.route(place, async (route) => {
      const answer = await route.fetch()
      const nonce = /nonce="([^"]+)"/.exec(await answer.text())?.[1]
      expect(nonce === undefined || place === "/account").toBe(true)
      const evil = `<script>window.stolen=1</script><img src=/none.png onerror="window.stolen=1">`
      await route.fulfill({
        response: answer,
        body: (await answer.text()).replace("</main>", `${evil}</main>`),
      })
    })
    await window.goto(place)
    await expect.poll(() => forbidden.length).toBeGreaterThanOrEqual(2)
    await window.evaluate(() => {
      const link = Object.assign(document.createElement("a"), { href: "javascript:window.stolen=1" })
      document.body.append(link)
      link.click()
    })
    await expect.poll(() => forbidden.length).toBeGreaterThanOrEqual(3)
    expect(await window.evaluate(() => (window as { stolen?: number }).stolen)).toBeUndefined()
    // The rest of the page works: its own scripts run.
    await expect(window.getByRole("navigation", { name: "Account" }).getByRole("link").first()).toBeVisible()
    await window.unroute(place)
    forbidden.splice(0)
  }
})
