/** A link to the forum is shown elsewhere with its title, what it is about, and a picture. */
import type { APIRequestContext, Page } from "@playwright/test"
import { makeTopic } from "./fixtures/forum.ts"
import { ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

/** The page's meta elements by name. */
async function told(page: Page, path: string): Promise<Record<string, string>> {
  await page.goto(path)
  return page
    .locator("meta[property^='og:'], meta[name^='twitter:'], meta[property^='article:']")
    .evaluateAll((all) =>
      Object.fromEntries(
        all.map((meta) => [
          meta.getAttribute("property") ?? meta.getAttribute("name"),
          meta.getAttribute("content"),
        ]),
      ),
    )
}

async function isPng(request: APIRequestContext, address: string): Promise<void> {
  const answer = await request.get(new URL(address).pathname)
  expect(answer.status(), address).toBe(200)
  expect(answer.headers()["content-type"]).toBe("image/png")
  expect((await answer.body()).subarray(1, 4).toString()).toBe("PNG")
}

test("a public page tells how a link to it looks", async ({ page, request }) => {
  const title = `Sharing "boats" <b>& more ${Date.now().toString(36)}`
  const { path, id } = await makeTopic(title, { by: [SANNA.name], bodies: ["They go *south* in winter."] })
  const topic = await told(page, path)
  expect(topic).toMatchObject({
    "og:title": title,
    "og:description": "They go south in winter.",
    "og:type": "article",
    "og:image:width": "1200",
    "og:image:alt": title,
    "twitter:card": "summary_large_image",
    "twitter:title": title,
  })
  expect(new URL(topic["og:url"]!).pathname).toBe(path)
  expect(new URL(topic["og:image"]!).pathname).toBe(`/card/t/${id.toLowerCase()}`)
  expect(topic["twitter:image"]).toBe(topic["og:image"])
  await isPng(request, topic["og:image"]!)
  for (const [address, name] of [
    ["/", undefined],
    ["/c/general", "The quay"],
    [`/u/${SANNA.name}`, SANNA.name],
  ] as const) {
    const tags = await told(page, address)
    expect(tags["og:title"], address).toBeTruthy()
    if (name) expect(tags["og:title"], address).toBe(name)
    expect(tags["og:description"], address).toBeTruthy()
    await isPng(request, tags["og:image"]!)
  }
})

test("a picture that was drawn is kept, and who has it already gets nothing again", async ({ request }) => {
  const { id } = await makeTopic("A picture twice")
  const path = `/card/t/${id.toLowerCase()}`
  await expect(async () => {
    await request.get(path)
    const { etag } = (await request.get(path)).headers()
    const again = await request.get(path, { headers: { "if-none-match": etag! } })
    expect(again.status()).toBe(304)
  }).toPass()
})

test("there is no picture of what not everybody may see, or of nothing", async ({ as, request }) => {
  const { id, path } = await makeTopic("Among members", { category: "members" })
  for (const address of [
    `/card/t/${id.toLowerCase()}`,
    "/card/c/members",
    "/card/t/x",
    "/card/x",
    "/card/forum/x",
  ])
    expect((await request.get(address)).status(), address).toBe(404)
  const tags = await told(await as(ROBIN), `/private${path}`)
  expect(tags["og:image"]).toMatch(/\/card\/forum$/)
})
