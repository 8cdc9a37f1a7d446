/** Pages for everybody are the same for everybody, and what is one person's is kept by nobody. */
import { type APIRequestContext, request as requests } from "@playwright/test"
import { removePost } from "#lib/forum/removal.ts"
import { postOptionsPath, replyPath } from "#lib/web/paths.ts"
import { makeTopic, memberOf, onTable, replyTo } from "./fixtures/forum.ts"
import { ROBIN, SANNA } from "./fixtures/people.ts"
import { ORIGIN, sessionFile } from "./fixtures/places.ts"
import { expect, test } from "./fixtures/test.ts"

const PUBLIC = [
  "/",
  "/c/general",
  "/c/general/newest",
  "/c/general/top",
  "/tag/clinker",
  "/u/Jory",
  "/u/Jory/posts",
]

/** What a browser, a router, a crawler or somebody clever may send along. */
const ODD: Record<string, Record<string, string>> = {
  "for the router": { RSC: "1" },
  "a prefetch": { RSC: "1", "Next-Router-Prefetch": "1", Purpose: "prefetch" },
  "a part": { RSC: "1", "Next-Router-Segment-Prefetch": "/_tree" },
  "with a tree": { RSC: "1", "Next-Router-State-Tree": "%5B%22%22%5D", "Next-Url": "/evil" },
  "a broken tree": { RSC: "1", "Next-Router-State-Tree": "%7Bevil" },
  "as data": { "x-nextjs-data": "1" },
  "as JSON": { Accept: "application/json" },
  "as an image": { Accept: "image/*" },
  "in another language": { "Accept-Language": "<script>alert(1)</script>" },
  "a middleware's mark": {
    "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware",
  },
  "a middleware's order": { "x-middleware-rewrite": "/evil", "x-middleware-prefetch": "1" },
  "a matched path": { "x-matched-path": "/account", "x-invoke-path": "/account", "x-invoke-status": "404" },
  "a revalidation": { "x-prerender-revalidate": "evil" },
  "a part of it": { Range: "bytes=0-10" },
  "from elsewhere": {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    Forwarded: "host=evil.example",
  },
  "an original address": { "X-Original-URL": "/account", "X-Rewrite-URL": "/account" },
  "no compression": { "Accept-Encoding": "identity" },
}

const text = async (request: APIRequestContext, path: string, headers?: Record<string, string>) =>
  (await request.get(path, { headers })).text()

test("a member, a guest and somebody with strange headers get the same bytes", async ({ request }) => {
  const { path } = await makeTopic("The same topic for everybody", {
    bodies: ["One.", "Two."],
    by: [ROBIN.name, SANNA.name],
  })
  const member = await requests.newContext({ baseURL: ORIGIN, storageState: sessionFile(ROBIN.name) })
  const marked = await requests.newContext({
    baseURL: ORIGIN,
    extraHTTPHeaders: {
      Cookie: "theme=evil-cookie; stoa-kept=evil-cookie; authjs.session-token=evil-cookie",
    },
  })
  for (const place of [...PUBLIC, path]) {
    // Other tests write meanwhile: what is compared must be of one moment.
    await expect(async () => {
      const plain = await request.get(place)
      const html = await plain.text()
      expect(plain.status(), place).toBe(200)
      expect(plain.headers()["content-type"], place).toMatch(/^text\/html/)
      expect(plain.headers()["set-cookie"], `${place} sets no cookie`).toBeUndefined()
      expect(plain.headers()["cache-control"], place).toMatch(/^public/)
      for (const [who, other] of [
        ["a member", member],
        ["a stranger's cookies", marked],
      ] as const) {
        const answer = await other.get(place)
        expect(await answer.text(), `${place} for ${who}`).toBe(html)
        expect(answer.headers()["set-cookie"], `${place} for ${who}`).toBeUndefined()
      }
    }).toPass({ timeout: 10_000 })
    for (const [n, [what, headers]] of Object.entries(ODD).entries()) {
      // What others hang on an address is the same whatever comes with it.
      for (const asked of [place, `${place}?_rsc=abc12`, ...(n === 0 ? [`${place}?utm=x`] : [])]) {
        const answer = await request.get(asked, { headers })
        expect(answer.status(), `${asked}, ${what}`).toBeLessThan(500)
        expect(answer.headers()["set-cookie"], `${asked}, ${what}`).toBeUndefined()
        expect(await answer.text(), `${asked}, ${what}`).not.toContain("evil")
        if (!(answer.headers()["content-type"] ?? "").startsWith("text/html"))
          expect(answer.headers()["cache-control"], `${asked}, ${what}: not for a CDN`).not.toMatch(/^public/)
      }
      const plainly = await request.get(place)
      expect(plainly.headers()["content-type"], `${place}, plainly after ${what}`).toMatch(/^text\/html/)
      expect(await plainly.text(), `${place}, plainly after ${what}`).toMatch(/<h1[\s\S]*<\/html>/)
    }
  }
})

test("an address that was never asked plainly is HTML after strange requests", async ({ request }) => {
  for (const [what, headers] of Object.entries(ODD)) {
    const { path } = await makeTopic(`Asked strangely first, ${what}`)
    await request.get(path, { headers })
    await request.get(`${path}?_rsc=1`, { headers })
    const answer = await request.get(path)
    expect(answer.status(), what).toBe(200)
    expect(answer.headers()["content-type"], what).toMatch(/^text\/html/)
    const html = await answer.text()
    expect(html, what).toContain("<h1")
    expect(html, what).not.toContain("evil")
  }
})

test("errors are kept by nobody", async ({ request }) => {
  for (const place of [
    "/nothing",
    "/t/x/01arz3ndektsv4rrffq69g5fav",
    "/p/x",
    "/u/nobody_there",
    "/api/nothing",
    "/%E0%A4%A",
    `/u/${"a".repeat(2_900)}`,
    `/tag/${"a".repeat(2_900)}`,
  ]) {
    const answer = await request.get(place, { maxRedirects: 0 })
    expect(answer.status(), place).toBeGreaterThanOrEqual(400)
    expect(answer.status(), place).toBeLessThan(500)
    expect(answer.headers()["cache-control"], place).toBe("private, no-store")
  }
})

test("what belongs to one person is kept by nobody", async ({ request }) => {
  const topic = await makeTopic("What belongs to one person")
  const member = await requests.newContext({ baseURL: ORIGIN, storageState: sessionFile(ROBIN.name) })
  for (const place of [
    "/account",
    "/api/viewer",
    `/api/viewer?topic=${topic.id}`,
    "/new",
    replyPath(topic),
    postOptionsPath(topic.posts[0]!),
    `${postOptionsPath(topic.posts[0]!)}/edit`,
    `${postOptionsPath(topic.posts[0]!)}/history`,
    `${topic.path}/fresh/${topic.posts[0]!.toLowerCase()}`,
    "/private",
    "/private/c/members",
    "/sign-in?next=/account",
  ])
    for (const context of [request, member]) {
      const answer = await context.get(place, { maxRedirects: 0 })
      expect(answer.status(), place).toBeLessThan(500)
      expect(answer.headers()["cache-control"], place).toMatch(/no-store/)
      expect(answer.headers()["cache-control"], place).not.toMatch(/public|s-maxage/)
    }
})

test("a reply is on the cached page at once, for whoever asks next", async ({ request, as }) => {
  const topic = await makeTopic("A cached topic that grows", { by: [SANNA.name] })
  for (let n = 0; n < 3; n++) await request.get(topic.path)
  const page = await as(ROBIN)
  await page.goto(replyPath(topic))
  await page.getByLabel("Your reply").fill("This is new on the page.")
  await page.getByRole("button", { name: "Post reply" }).click()
  await expect(page.getByRole("article").filter({ hasText: "This is new on the page." })).toBeVisible()
  expect(await text(request, topic.path)).toContain("This is new on the page.")
  const last = `${topic.slug}/${topic.id.toLowerCase()}#p-`
  await expect.poll(() => text(request, "/c/general"), { timeout: 10_000 }).toContain(last)
})

test("a page that changes while it is asked for a hundred times is never old afterwards", async ({
  request,
}) => {
  const topic = await makeTopic("A topic under load", { by: [SANNA.name] })
  for (let round = 0; round < 5; round++) {
    const asking = Promise.all(Array.from({ length: 20 }, () => request.get(topic.path)))
    await replyTo(topic, ROBIN, `Round ${round} was written.`)
    await asking
    expect(await text(request, topic.path)).toContain(`Round ${round} was written.`)
  }
})

test("an address that only leads on forgets what is not there any more", async ({ request }) => {
  const { id, posts, slug } = await makeTopic("A title that nobody shall read")
  const short = `/t/${id.toLowerCase()}`
  for (let n = 0; n < 2; n++)
    expect((await request.get(short, { maxRedirects: 0 })).headers().location).toContain(slug)
  await onTable(async () => removePost(await memberOf(ROBIN), { post: posts[0]! }))
  const answer = await request.get(short, { maxRedirects: 0 })
  expect(answer.status()).toBe(410)
  expect(answer.headers().location).toBeUndefined()
  expect(await answer.text()).not.toContain("nobody shall read")
})

test("who has the page already is told so, until it changes", async ({ request }) => {
  const topic = await makeTopic("A page that has a tag", { by: [SANNA.name] })
  let etag = ""
  // What follows from the topic's making may make the page anew for a moment yet.
  await expect(async () => {
    etag = (await request.get(topic.path)).headers().etag ?? ""
    expect(etag).toBeTruthy()
    const again = await request.get(topic.path, { headers: { "If-None-Match": etag } })
    expect(again.status()).toBe(304)
  }).toPass({ timeout: 10_000 })
  await replyTo(topic, ROBIN, "Now it is another page.")
  const changed = await request.get(topic.path, { headers: { "If-None-Match": etag } })
  expect(changed.status()).toBe(200)
})
