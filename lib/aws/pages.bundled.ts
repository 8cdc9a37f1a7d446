/** What the site's Lambda shows, as OpenNext made it: called with the events of CloudFront's requests, in two instances. */
import { gunzipSync } from "node:zlib"
import { describe, expect, test } from "vitest"
import { topicTag } from "#lib/base/cache-tags.ts"
import { removePost } from "#lib/forum/removal.ts"
import { RULES } from "#lib/limits/rules.ts"
import { spend } from "#lib/limits/spend.ts"
import { type Answer, ask } from "#lib/testing/lambda.ts"
import { FORUM } from "#lib/testing/made-for-aws.ts"
import { aReply, aTopic, someone } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { aSiteInAws, asMember } from "#lib/testing/site-in-aws.ts"
import { signInWithPath } from "#lib/web/account-paths.ts"
import { PUBLIC } from "#lib/web/headers.ts"
import { categoryPath, signInPath, topicPath } from "#lib/web/paths.ts"
import { markStale } from "#lib/web/tag-store.ts"

const site = aSiteInAws()

const inBucket = (): string[] =>
  [...site.bucket.objects]
    .filter(([key]) => key.startsWith("/cache/"))
    .map(([, object]) => gunzipSync(object).toString("latin1"))
const policyOf = ({ headers }: Answer): string => headers["content-security-policy"] ?? ""

describe("pages that everybody gets", () => {
  test("are for the edge to keep, for a moment, and name the scripts that may run", async () => {
    const home = await ask(site.one, "/")
    expect(home.status).toBe(200)
    expect(home.text).toContain("Where do the boats go in winter?")
    expect(home.headers).toMatchObject({
      "cache-control": PUBLIC,
      "content-type": "text/html; charset=utf-8",
      "strict-transport-security": "max-age=31536000",
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
    })
    expect(home.cookies).toEqual([])
    expect(policyOf(home)).toMatch(/script-src 'self' 'sha256-/)
    expect(policyOf(home)).not.toContain("nonce")
    expect(home.text).not.toContain("nonce=")
    expect(home.headers).toMatchObject({ "content-encoding": "br", etag: expect.stringMatching(/^W\/"/) })
    expect(home.sent.length).toBeLessThan(home.body.length / 3)
  })

  test("come out of the bucket with the same policy, also in another instance", async () => {
    const made = await ask(site.one, topicPath(site.topic))
    const kept = await ask(site.two, topicPath(site.topic))
    expect(made.headers["x-nextjs-cache"]).toBe("MISS")
    expect(kept.headers["x-nextjs-cache"]).toBe("HIT")
    expect(kept.text).toBe(made.text)
    expect(policyOf(kept)).toBe(policyOf(made))
    expect(kept.headers["cache-control"]).toBe(PUBLIC)
    expect(inBucket().some((object) => object.includes("Where do the boats go in winter?"))).toBe(true)
    expect(inBucket().filter((object) => /nonce=|nonce-/.test(object))).toEqual([])
  })

  test("are not kept by the edge in the shape that the router asks for", async () => {
    const headers = { rsc: "1", accept: "*/*" }
    const to = (await ask(site.one, topicPath(site.topic), { headers })).headers.location!
    const data = await ask(site.one, to, { headers })
    expect(data.headers["content-type"]).toBe("text/x-component")
    expect(data.headers["cache-control"]).toBe("private, no-store")
    expect(data.text).not.toContain("<html")
  })

  test("the feed, the sitemap and what robots are told", async () => {
    const feed = await ask(site.one, "/feed")
    expect(feed.headers["content-type"]).toContain("application/atom+xml")
    expect(feed.text).toContain(`<link rel="self" type="application/atom+xml" href="${FORUM}/feed"/>`)
    expect((await ask(site.one, "/sitemap.xml")).text).toContain(`${FORUM}/sitemap/`)
    expect((await ask(site.one, "/robots.txt")).text).toContain("Disallow: /private")
  })

  test("a picture of a link is drawn, with letters of our own fonts", async () => {
    const card = await ask(site.one, "/card/forum")
    expect([card.status, card.headers["content-type"]]).toEqual([200, "image/png"])
    expect(card.body.subarray(1, 4).toString()).toBe("PNG")
    expect(site.one.said()).not.toContain("Fontconfig error")
  })
})

describe("what is not there, or not for everybody", () => {
  test("is a page that needs no script, and that nobody keeps", async () => {
    const nothing = await ask(site.one, "/nothing/of/the/kind")
    expect(nothing.status).toBe(404)
    expect(nothing.text).toContain("There is nothing here</h1>")
    expect(nothing.headers["cache-control"]).toBe("private, no-store")
    expect(policyOf(nothing)).toContain("script-src 'self' 'sha256-")
  })

  test("an address that cannot be read is refused, before Next", async () => {
    expect((await ask(site.one, "/%E0%A4%A")).status).toBe(400)
    expect((await ask(site.one, `/${"a".repeat(4000)}`)).status).toBe(400)
  })

  test("a private category is nothing to guests, also under the public address", async () => {
    for (const path of [topicPath(site.hidden), categoryPath(site.closed.id)]) {
      const answer = await ask(site.one, path)
      expect([path, answer.status]).toEqual([path, 404])
    }
    const guest = await ask(site.one, topicPath(site.hidden, { area: "private" }))
    expect(guest.text).not.toContain("What is in the cellar?")
    expect(guest.headers["cache-control"]).toMatch(/private|no-store/)
  })

  test("and is read by members, each with a nonce of their own", async () => {
    const [page, again] = [
      await ask(site.one, topicPath(site.hidden, { area: "private" }), asMember(site)),
      await ask(site.two, topicPath(site.hidden, { area: "private" }), asMember(site)),
    ]
    expect(page.status).toBe(200)
    expect(page.text).toContain("What is in the cellar?")
    expect(page.headers["cache-control"]).toMatch(/no-store/)
    const nonces = [page, again].map((answer) => /'nonce-([^']+)'/.exec(policyOf(answer))?.[1])
    expect(nonces[0]).toBeTruthy()
    expect(nonces[0]).not.toBe(nonces[1])
    expect(page.text).toContain(`nonce="${nonces[0]}"`)
    expect(inBucket().some((object) => object.includes("What is in the cellar?"))).toBe(false)
  })

  test("who does not come by the edge is sent away", async () => {
    const answer = await ask(site.one, "/", { headers: { "x-stoa-edge": "guessed" } })
    expect(answer.status).toBe(403)
    expect(answer.text).not.toContain("<html")
  })
})

test("what others change makes pages stale in every instance, by the tags in the table", async () => {
  await Promise.all([ask(site.one, topicPath(site.topic)), ask(site.two, topicPath(site.topic))])
  await aReply(await someone(), site.topic.id)
  const before = await ask(site.two, topicPath(site.topic))
  expect(before.headers["x-nextjs-cache"]).toBe("HIT")
  expect(before.text).not.toContain("South, like the birds.")
  await markStale([topicTag(site.topic.id)])
  for (const instance of [site.one, site.two])
    expect((await ask(instance, topicPath(site.topic))).text).toContain("South, like the birds.")
})

describe("an answer is what HTTP says that it is", () => {
  test("packed as the edge takes it, and the same bytes unpacked", async () => {
    const path = topicPath(site.topic)
    const as = (encoding: string) => ask(site.one, path, { headers: { "accept-encoding": encoding } })
    const plain = await as("")
    expect(plain.headers).not.toHaveProperty("content-encoding")
    for (const [accepts, encoding] of [
      ["br,gzip", "br"],
      ["gzip", "gzip"],
    ]) {
      const packed = await as(accepts!)
      expect(packed.headers["content-encoding"]).toBe(encoding)
      expect(packed.body.equals(plain.body)).toBe(true)
      expect(packed.sent.length).toBeLessThan(plain.sent.length / 3)
    }
    expect(plain.headers.vary?.toLowerCase()).toContain("accept-encoding")
    for (const path of ["/feed", "/robots.txt", "/sitemap.xml"])
      expect([path, (await ask(site.one, path)).headers.vary?.toLowerCase()]).toEqual([
        path,
        expect.stringContaining("accept-encoding"),
      ])
    const card = await ask(site.one, "/card/forum")
    expect(card.headers).not.toHaveProperty("content-encoding")
  })

  test("nothing, to who has it already or asks for the head alone, and all that is said of it", async () => {
    for (const path of ["/", topicPath(site.topic)]) {
      const whole = await ask(site.one, path)
      const known = await ask(site.two, path, { headers: { "if-none-match": whole.headers.etag! } })
      expect([known.status, known.sent.length]).toEqual([304, 0])
      expect(known.headers).toMatchObject({
        "content-type": "text/html; charset=utf-8",
        "cache-control": PUBLIC,
      })
      expect(policyOf(known)).toBe(policyOf(whole))
      const head = await ask(site.two, path, { method: "HEAD" })
      expect([head.status, head.sent.length, head.headers["content-type"]]).toEqual([
        ...[200, 0, "text/html; charset=utf-8"],
      ])
    }
  })

  test("a redirect without a body, which no cache keeps", async () => {
    const answer = await ask(site.one, signInWithPath("nobody"))
    expect([answer.status, answer.sent.length, answer.headers.location]).toEqual([307, 0, signInPath()])
    expect(answer.headers["cache-control"]).toBe("private, no-store")
  })

  test("410 where a topic was, from either instance", async () => {
    const author = await someone()
    const gone = await aTopic(author, site.open, { title: "Nobody should have read this" })
    await settle()
    const path = topicPath({ id: gone.topic, slug: gone.slug })
    expect((await ask(site.one, path)).status).toBe(200)
    await removePost(author, { post: gone.post })
    await settle()
    await markStale([topicTag(gone.topic)])
    for (const instance of [site.one, site.two]) {
      const answer = await ask(instance, path)
      expect([answer.status, answer.headers["cache-control"]]).toEqual([410, "private, no-store"])
      expect(answer.text).not.toContain("Nobody should have read this")
      expect(answer.headers).not.toHaveProperty("x-stoa-gone")
    }
  })

  test("429 to who searches too often, with the time after which one may again", async () => {
    const from = "203.0.113.99"
    for (let times = 0; times < RULES["search.client"].times; times++) await spend("search.client", from)
    const answer = await ask(site.one, "/search?q=boats", { from })
    expect([answer.status, answer.headers["cache-control"]]).toEqual([429, "private, no-store"])
    expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0)
    expect(answer.text).toContain('value="boats"')
    expect((await ask(site.two, "/search?q=boats", { from: "203.0.113.98" })).status).toBe(200)
  })
})
