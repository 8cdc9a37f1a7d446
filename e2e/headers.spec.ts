/** What a request claims leads nobody to another site, and every answer says what may not be done with it. */
import { makeTopic } from "./fixtures/forum.ts"
import { ROBIN } from "./fixtures/people.ts"
import { ORIGIN } from "./fixtures/places.ts"
import { expect, test } from "./fixtures/test.ts"

test("a forged Host reaches no link", async ({ request }) => {
  const { path } = await makeTopic("Who says that he is somebody else")
  for (const place of ["/", path, "/sitemap.xml", "/robots.txt", "/sign-in"]) {
    for (const headers of [{ Host: "evil.example" }, { "X-Forwarded-Host": "evil.example" }] as Record<
      string,
      string
    >[]) {
      const answer = await request.get(place, { headers, maxRedirects: 0 })
      expect(await answer.text(), place).not.toContain("evil.example")
      expect(answer.headers().location ?? "", place).not.toContain("evil.example")
    }
    expect(await (await request.get(place)).text(), `${place}, afterwards`).not.toContain("evil.example")
  }
})

test("a return address leads to no other site", async ({ page }) => {
  for (const evil of [
    "//evil.example",
    "/\\evil.example",
    "https:evil.example",
    "https://evil.example",
    "\\/evil.example",
    "/%09/evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "/.//evil.example",
    "///evil.example",
  ]) {
    await page.context().clearCookies()
    await page.goto(`/sign-in?next=${encodeURIComponent(evil)}`)
    expect(
      await page
        .getByRole("link")
        .evaluateAll(
          (links) => links.filter((link) => (link as HTMLAnchorElement).host !== location.host).length,
        ),
      evil,
    ).toBe(0)
    await page.getByLabel("E-mail address").fill(ROBIN.email)
    await page.getByLabel("Password").fill(ROBIN.password)
    await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click()
    await page.waitForURL(({ pathname }) => !pathname.startsWith("/sign-in"))
    expect(new URL(page.url()).origin, evil).toBe(ORIGIN)
    // Whoever is signed in already is sent on at once: not further than home either.
    await page.goto(`/sign-in?next=${encodeURIComponent(evil)}`)
    expect(new URL(page.url()).origin, evil).toBe(ORIGIN)
  }
})

test("every answer tells the browser what it may not do with it", async ({ request }) => {
  for (const place of ["/", "/nothing", "/sign-in", "/api/viewer", "/api/health"]) {
    const headers = (await request.get(place)).headers()
    expect(headers["x-content-type-options"], place).toBe("nosniff")
    expect(headers["x-frame-options"], place).toBe("DENY")
    expect(headers["content-security-policy"], place).toContain("frame-ancestors 'none'")
    expect(headers["x-powered-by"], place).toBeUndefined()
  }
})
