/** Programs come to learn what is new, and search engines what a page is about. */
import { readAtom } from "#lib/testing/atom.ts"
import { makeTopic } from "./fixtures/forum.ts"
import { SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

const ATOM = 'link[rel="alternate"][type="application/atom+xml"]'

test("each public page names its feed, which has what the page shows and says when it has not changed", async ({
  page,
  request,
}) => {
  const title = `How to follow it all ${Date.now().toString(36)}`
  const { path } = await makeTopic(title, {
    by: [SANNA.name],
    bodies: ["By *feed*.", "So [here](/c/general)."],
  })
  for (const address of ["/", "/c/general", path, `/u/${SANNA.name}`]) {
    await page.goto(address)
    const feed = new URL((await page.locator(ATOM).getAttribute("href"))!)
    await expect(async () => {
      const answer = await request.get(feed.pathname)
      expect(answer.headers()["content-type"]).toContain("application/atom+xml")
      const read = readAtom(await answer.text())
      expect(new URL(read.self).pathname).toBe(feed.pathname)
      expect(read.entries.map((entry) => entry.title).join()).toContain(title)
      expect(read.entries.map((entry) => entry.content).join()).toContain("<em>feed</em>")
    }).toPass()
    await expect(async () => {
      const { etag: now } = (await request.get(feed.pathname)).headers()
      const again = await request.get(feed.pathname, { headers: { "if-none-match": now! } })
      expect(again.status()).toBe(304)
      expect(await again.text()).toBe("")
    }).toPass()
  }
  const whole = await (await request.get(`/feed${path.replace(/^\/t\/[^/]+/, "/t")}`)).text()
  expect(readAtom(whole).entries[0]!.content).toMatch(/href="http[^"]*\/c\/general"/)
})

test("there is no feed of what not everybody may read, nor of what is not there", async ({ request }) => {
  for (const path of [
    "/feed/c/members",
    "/feed/c/nothing",
    "/feed/t/nothing",
    "/feed/x",
    "/feed/u/Nobody_there",
  ]) {
    const answer = await request.get(path)
    expect(answer.status(), path).toBe(404)
    expect(answer.headers()["cache-control"]).toBe("private, no-store")
  }
})

test("a page tells what it is about in words for machines", async ({ page }) => {
  const { path } = await makeTopic("Boats </script><script>alert(1)</script> & more", {
    bodies: ["One.", "Two."],
  })
  await page.goto(path)
  const json = await page.locator('script[type="application/ld+json"]').textContent()
  const [topic, way] = JSON.parse(json!)["@graph"]
  expect(topic).toMatchObject({
    "@type": "DiscussionForumPosting",
    headline: "Boats </script><script>alert(1)</script> & more",
    comment: [{ text: "Two." }],
  })
  expect(way["@type"]).toBe("BreadcrumbList")
})
