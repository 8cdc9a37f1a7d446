/** The site's Lambda, as OpenNext made it: called with the events of CloudFront's requests, in two instances. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { gunzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { topicTag } from "#lib/base/cache-tags.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Member } from "#lib/forum/actor.ts"
import { reply } from "#lib/forum/posts.ts"
import { aSignUp } from "#lib/testing/accounts.ts"
import { aBucket, type Bucket } from "#lib/testing/bucket.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { type Answer, type Asking, ask, type Instance } from "#lib/testing/lambda.ts"
import { anInstanceOf, asDeployed, cookieOf, copied, FORUM, formOn, post } from "#lib/testing/made-for-aws.ts"
import { aCategory, aForm, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { aPng } from "#lib/testing/pictures.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { PUBLIC } from "#lib/web/headers.ts"
import { categoryPath, profileSettingsPath, replyPath, topicPath } from "#lib/web/paths.ts"
import { markStale } from "#lib/web/tag-store.ts"

freshTable()
const inbox = freshInbox()
const site = copied("site")

let [bucket, one, two] = [] as unknown as [Bucket, Instance, Instance]
let [member, cookie] = [] as unknown as [Member, string]
let [open, closed] = [] as unknown as [Category, Category]
let topic: { id: string; slug: string }
let hidden: { id: string; slug: string }

beforeAll(async () => {
  asDeployed()
  bucket = await aBucket()
  member = await someone()
  cookie = await cookieOf(member)
  open = await aCategory({ name: "Harbour" })
  closed = await aCategory({ name: "Cellar", readers: "members" })
  const [shown, behind] = [
    await aTopic(member, open),
    await aTopic(member, closed, { title: "What is in the cellar?" }),
  ]
  await settle()
  topic = { id: shown.topic, slug: shown.slug }
  hidden = { id: behind.topic, slug: behind.slug }
  ;[one, two] = await Promise.all([anInstanceOf(site.folder, bucket), anInstanceOf(site.folder, bucket)])
})
afterAll(async () => {
  await Promise.all([one?.stop(), two?.stop(), bucket?.stop()])
  site.remove()
})

const asMember = (asking: Asking = {}): Asking => ({ ...asking, cookies: [cookie] })
const inBucket = (): string[] =>
  [...bucket.objects]
    .filter(([key]) => key.startsWith("/cache/"))
    .map(([, object]) => gunzipSync(object).toString("latin1"))
const policyOf = ({ headers }: Answer): string => headers["content-security-policy"] ?? ""

describe("pages that everybody gets", () => {
  test("are for the edge to keep, for a moment, and name the scripts that may run", async () => {
    const home = await ask(one, "/")
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
    // What a Lambda streams packed comes out broken now and then (ADR 350).
    expect(home.headers).not.toHaveProperty("content-encoding")
  })

  test("come out of the bucket with the same policy, also in another instance", async () => {
    const made = await ask(one, topicPath(topic))
    const kept = await ask(two, topicPath(topic))
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
    const to = (await ask(one, topicPath(topic), { headers })).headers.location!
    const data = await ask(one, to, { headers })
    expect(data.headers["content-type"]).toBe("text/x-component")
    expect(data.headers["cache-control"]).toBe("private, no-store")
    expect(data.text).not.toContain("<html")
  })

  test("the feed, the sitemap and what robots are told", async () => {
    const feed = await ask(one, "/feed")
    expect(feed.headers["content-type"]).toContain("application/atom+xml")
    expect(feed.text).toContain(`<link rel="self" type="application/atom+xml" href="${FORUM}/feed"/>`)
    expect((await ask(one, "/sitemap.xml")).text).toContain(`${FORUM}/sitemap/`)
    expect((await ask(one, "/robots.txt")).text).toContain("Disallow: /private")
  })

  test("a picture of a link is drawn, with letters of our own fonts", async () => {
    const card = await ask(one, "/card/forum")
    expect([card.status, card.headers["content-type"]]).toEqual([200, "image/png"])
    expect(card.body.subarray(1, 4).toString()).toBe("PNG")
    expect(one.said()).not.toContain("Fontconfig error")
  })
})

describe("what is not there, or not for everybody", () => {
  test("is a page that needs no script, and that nobody keeps", async () => {
    const nothing = await ask(one, "/nothing/of/the/kind")
    expect(nothing.status).toBe(404)
    expect(nothing.text).toContain("There is nothing here</h1>")
    expect(nothing.headers["cache-control"]).toBe("private, no-store")
    expect(policyOf(nothing)).toContain("script-src 'self' 'sha256-")
  })

  test("an address that cannot be read is refused, before Next", async () => {
    expect((await ask(one, "/%E0%A4%A")).status).toBe(400)
    expect((await ask(one, `/${"a".repeat(4000)}`)).status).toBe(400)
  })

  test("a private category is nothing to guests, also under the public address", async () => {
    for (const path of [topicPath(hidden), categoryPath(closed.id)]) {
      const answer = await ask(one, path)
      expect([path, answer.status]).toEqual([path, 404])
    }
    const guest = await ask(one, topicPath(hidden, { area: "private" }))
    expect(guest.text).not.toContain("What is in the cellar?")
    expect(guest.headers["cache-control"]).toMatch(/private|no-store/)
  })

  test("and is read by members, each with a nonce of their own", async () => {
    const [page, again] = [
      await ask(one, topicPath(hidden, { area: "private" }), asMember()),
      await ask(two, topicPath(hidden, { area: "private" }), asMember()),
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
    const answer = await ask(one, "/", { headers: { "x-stoa-edge": "guessed" } })
    expect(answer.status).toBe(403)
    expect(answer.text).not.toContain("<html")
  })
})

describe("writing", () => {
  test("one signs in by the form, without a script", async () => {
    const { email, password } = await aSignUp(inbox)
    const page = await ask(one, "/sign-in")
    const fields = formOn(page.text, "password")
    const name = "email" in fields ? "email" : "name"
    const wrong = await post(one, "/sign-in", { ...fields, [name]: email, password: "not the password" })
    expect([wrong.status, wrong.cookies]).toEqual([200, []])
    const right = await post(one, "/sign-in", { ...fields, [name]: email, password })
    expect([right.status, right.headers["cache-control"]]).toEqual([303, "private, no-store"])
    const set = right.cookies.find((one) => one.startsWith("__Host-stoa-session="))
    expect(set).toMatch(/HttpOnly/i)
    expect(set).toMatch(/Secure/i)
    const viewer = await ask(two, "/api/viewer", { cookies: [set!.split(";")[0]!] })
    expect(JSON.parse(viewer.text).me).toMatchObject({ name: expect.any(String) })
  })

  test("a form without a script writes, and both instances show it at once", async () => {
    const words = "Into the shed, with the geese."
    await Promise.all([ask(one, topicPath(topic)), ask(two, topicPath(topic))])
    const form = formOn((await ask(one, replyPath(topic), asMember())).text, "body")
    const sent = await post(one, replyPath(topic), { ...form, body: words }, asMember())
    expect(sent.status).toBe(303)
    const place = new URL(sent.headers.location!, FORUM)
    expect(place.pathname).toContain("/fresh/")
    expect((await ask(two, place.pathname, asMember())).text).toContain(words)
    for (const instance of [two, one]) expect((await ask(instance, topicPath(topic))).text).toContain(words)
    // The same form again makes nothing twice.
    const again = await post(two, replyPath(topic), { ...form, body: words }, asMember())
    expect(again.headers.location).toBe(sent.headers.location)
  })

  test("a script calls the same action, and is led on", async () => {
    const words = "Somebody saw them on the lake."
    const page = (await ask(one, replyPath(topic), asMember())).text
    const form = formOn(page, "body")
    const call = new FormData()
    for (const [name, value] of Object.entries({ ...form, form: aForm(), body: words }))
      if (!name.startsWith("$")) call.append(`_1_${name}`, value)
    call.append("0", '[{"values":{}},"$K1"]')
    const request = new Request(FORUM, { method: "POST", body: call })
    const sent = await ask(one, replyPath(topic), {
      ...asMember(),
      method: "POST",
      headers: {
        origin: FORUM,
        accept: "text/x-component",
        "next-action": actionOf("app/(writing)/t/[slug]/[id]/reply/page", form),
        "content-type": request.headers.get("content-type")!,
      },
      body: Buffer.from(await request.arrayBuffer()),
    })
    expect(sent.headers["x-action-redirect"]).toContain("/fresh/")
    // The page where it leads comes along.
    expect([sent.status, sent.headers["content-type"]]).toEqual([200, "text/x-component"])
    expect(sent.text).toContain(words)
    expect(sent.headers["cache-control"]).toMatch(/no-store/)
    expect((await ask(two, topicPath(topic))).text).toContain(words)
  })

  test("a form of another site does nothing", async () => {
    const form = formOn((await ask(one, replyPath(topic), asMember())).text, "body")
    const headers = { origin: "https://elsewhere.example" }
    const sent = await post(one, replyPath(topic), { ...form, body: "Of elsewhere." }, asMember({ headers }))
    expect(sent.status).toBe(403)
    expect((await ask(one, topicPath(topic))).text).not.toContain("Of elsewhere.")
  })

  test("more than a request may bring is refused with a sentence", async () => {
    const headers = { origin: FORUM, "content-type": "application/json", accept: "*/*" }
    const sent = await ask(one, "/api/preview", {
      method: "POST",
      headers,
      body: "x".repeat(4 * 2 ** 20 + 1),
    })
    expect([sent.status, sent.text]).toEqual([413, "This is too large: at most 4 MB."])
  })
})

describe("pictures", () => {
  test("are taken, made and shown", async () => {
    const headers = { origin: FORUM, "content-type": "image/png", accept: "application/json" }
    const sent = await ask(
      one,
      "/api/uploads",
      asMember({ method: "POST", headers, body: Buffer.from(await aPng()) }),
    )
    expect([sent.status, sent.text]).toEqual([200, expect.stringContaining('"path":"/uploads/')])
    expect([...bucket.objects.keys()].filter((key) => key.startsWith("/uploads/posts/"))).not.toEqual([])
    const shown = await ask(two, JSON.parse(sent.text).path, asMember())
    expect([shown.status, shown.headers["content-type"]]).toEqual([200, "image/webp"])
    expect(shown.body.subarray(8, 12).toString()).toBe("WEBP")
  })

  test("the one beside a name, by a form without a script", async () => {
    const fields = formOn((await ask(one, profileSettingsPath(), asMember())).text, "image")
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) if (name !== "image") form.append(name, value)
    form.append("image", new File([new Uint8Array(await aPng(200, 200))], "me.png", { type: "image/png" }))
    const request = new Request(FORUM, { method: "POST", body: form })
    const headers = { origin: FORUM, "content-type": request.headers.get("content-type")! }
    const body = Buffer.from(await request.arrayBuffer())
    const sent = await ask(one, profileSettingsPath(), asMember({ method: "POST", headers, body }))
    expect(sent.status).toBe(303)
    const page = (await ask(one, profileSettingsPath(), asMember())).text
    const address = /\/avatars\/[^"\s]+/.exec(page)?.[0].replaceAll("&amp;", "&") ?? ""
    const shown = await ask(two, address)
    expect([shown.status, shown.headers["content-type"]]).toEqual([200, "image/webp"])
    expect(shown.body.length).toBeGreaterThan(100)
  })
})

test("what others change makes pages stale in every instance, by the tags in the table", async () => {
  await Promise.all([ask(one, topicPath(topic)), ask(two, topicPath(topic))])
  await aReply(await someone(), topic.id)
  const before = await ask(two, topicPath(topic))
  expect(before.headers["x-nextjs-cache"]).toBe("HIT")
  expect(before.text).not.toContain("South, like the birds.")
  await markStale([topicTag(topic.id)])
  for (const instance of [one, two])
    expect((await ask(instance, topicPath(topic))).text).toContain("South, like the birds.")
})

test("a large page is sent on in pieces, after status and headers", async () => {
  for (const part of ["first", "second", "third"])
    await reply(await someone(), { form: aForm(), topic: hidden.id, body: `The ${part} night. `.repeat(900) })
  const { pieces, text, headers } = await ask(one, topicPath(hidden, { area: "private" }), asMember())
  expect(text).toContain("The third night.")
  expect(text.length).toBeGreaterThan(100_000)
  // The prelude and its end are the first two; what is never whole in memory has no length.
  expect(pieces.length).toBeGreaterThan(3)
  expect(pieces[0]!.bytes.toString()).toContain('"statusCode":200')
  expect(headers).not.toHaveProperty("content-length")
})

/** The action of a form's page, by the name under which its script calls it. */
function actionOf(page: string, form: Record<string, string>): string {
  const bound = Object.keys(form).find((name) => /^\$ACTION_(ID_|\d+:0$)/.test(name)) ?? ""
  const id = bound.startsWith("$ACTION_ID_") ? bound.slice(11) : JSON.parse(form[bound] ?? "{}").id
  const manifest = readFileSync(join(site.folder, ".next/server/server-reference-manifest.json"), "utf8")
  const { node } = JSON.parse(manifest) as { node: Record<string, { workers: Record<string, unknown> }> }
  if (!node[id] || !(page in node[id].workers)) throw new Error(`${page} has no action ${id}.`)
  return id
}
