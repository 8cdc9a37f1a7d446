/** What is written by way of the site's Lambda, as OpenNext made it: forms, calls of scripts, pictures, signing in. */
import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { aSignUp } from "#lib/testing/accounts.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { ask } from "#lib/testing/lambda.ts"
import { FORUM, formOn, post } from "#lib/testing/made-for-aws.ts"
import { aForm } from "#lib/testing/people.ts"
import { aPng } from "#lib/testing/pictures.ts"
import { aSiteInAws, asMember } from "#lib/testing/site-in-aws.ts"
import { signInWithPath } from "#lib/web/account-paths.ts"
import { profileSettingsPath, replyPath, topicPath } from "#lib/web/paths.ts"

const site = aSiteInAws({ GITHUB_CLIENT_ID: "of-the-forum", GITHUB_CLIENT_SECRET: "which nobody knows" })
const inbox = freshInbox()

describe("writing", () => {
  test("one signs in by the form, without a script", async () => {
    const { email, password } = await aSignUp(inbox)
    const page = await ask(site.one, "/sign-in")
    const fields = formOn(page.text, "password")
    const name = "email" in fields ? "email" : "name"
    const wrong = await post(site.one, "/sign-in", { ...fields, [name]: email, password: "not the password" })
    expect([wrong.status, wrong.cookies]).toEqual([200, []])
    const right = await post(site.one, "/sign-in", { ...fields, [name]: email, password })
    expect([right.status, right.headers["cache-control"]]).toEqual([303, "private, no-store"])
    const set = right.cookies.find((one) => one.startsWith("__Host-stoa-session="))
    expect(set).toMatch(/HttpOnly/i)
    expect(set).toMatch(/Secure/i)
    const viewer = await ask(site.two, "/api/viewer", { cookies: [set!.split(";")[0]!] })
    expect(JSON.parse(viewer.text).me).toMatchObject({ name: expect.any(String) })
  })

  test("a form without a script writes, and both instances show it at once", async () => {
    const words = "Into the shed, with the geese."
    await Promise.all([ask(site.one, topicPath(site.topic)), ask(site.two, topicPath(site.topic))])
    const form = formOn((await ask(site.one, replyPath(site.topic), asMember(site))).text, "body")
    const sent = await post(site.one, replyPath(site.topic), { ...form, body: words }, asMember(site))
    expect(sent.status).toBe(303)
    const place = new URL(sent.headers.location!, FORUM)
    expect(place.pathname).toContain("/fresh/")
    expect((await ask(site.two, place.pathname, asMember(site))).text).toContain(words)
    for (const instance of [site.two, site.one])
      expect((await ask(instance, topicPath(site.topic))).text).toContain(words)
    // The same form again makes nothing twice.
    const again = await post(site.two, replyPath(site.topic), { ...form, body: words }, asMember(site))
    expect(again.headers.location).toBe(sent.headers.location)
  })

  test("a script calls the same action, and is led on", async () => {
    const words = "Somebody saw them on the lake."
    const page = (await ask(site.one, replyPath(site.topic), asMember(site))).text
    const form = formOn(page, "body")
    const call = new FormData()
    for (const [name, value] of Object.entries({ ...form, form: aForm(), body: words }))
      if (!name.startsWith("$")) call.append(`_1_${name}`, value)
    call.append("0", '[{"values":{}},"$K1"]')
    const request = new Request(FORUM, { method: "POST", body: call })
    const sent = await ask(site.one, replyPath(site.topic), {
      ...asMember(site),
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
    expect((await ask(site.two, topicPath(site.topic))).text).toContain(words)
  })

  test("a form of another site does nothing", async () => {
    const form = formOn((await ask(site.one, replyPath(site.topic), asMember(site))).text, "body")
    const headers = { origin: "https://elsewhere.example" }
    const sent = await post(
      site.one,
      replyPath(site.topic),
      { ...form, body: "Of elsewhere." },
      asMember(site, { headers }),
    )
    expect(sent.status).toBe(403)
    expect((await ask(site.one, topicPath(site.topic))).text).not.toContain("Of elsewhere.")
  })

  test("more than a request may bring is refused with a sentence", async () => {
    const headers = { origin: FORUM, "content-type": "application/json", accept: "*/*" }
    const sent = await ask(site.one, "/api/preview", {
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
      site.one,
      "/api/uploads",
      asMember(site, { method: "POST", headers, body: Buffer.from(await aPng()) }),
    )
    expect([sent.status, sent.text]).toEqual([200, expect.stringContaining('"path":"/uploads/')])
    expect([...site.bucket.objects.keys()].filter((key) => key.startsWith("/uploads/posts/"))).not.toEqual([])
    const shown = await ask(site.two, JSON.parse(sent.text).path, asMember(site))
    expect([shown.status, shown.headers["content-type"]]).toEqual([200, "image/webp"])
    expect(shown.body.subarray(8, 12).toString()).toBe("WEBP")
  })

  test("the one beside a name, by a form without a script", async () => {
    const fields = formOn((await ask(site.one, profileSettingsPath(), asMember(site))).text, "image")
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) if (name !== "image") form.append(name, value)
    form.append("image", new File([new Uint8Array(await aPng(200, 200))], "me.png", { type: "image/png" }))
    const request = new Request(FORUM, { method: "POST", body: form })
    const headers = { origin: FORUM, "content-type": request.headers.get("content-type")! }
    const body = Buffer.from(await request.arrayBuffer())
    const sent = await ask(site.one, profileSettingsPath(), asMember(site, { method: "POST", headers, body }))
    expect(sent.status).toBe(303)
    const page = (await ask(site.one, profileSettingsPath(), asMember(site))).text
    const address = /\/avatars\/[^"\s]+/.exec(page)?.[0].replaceAll("&amp;", "&") ?? ""
    const shown = await ask(site.two, address)
    expect([shown.status, shown.headers["content-type"]]).toEqual([200, "image/webp"])
    expect(shown.body.length).toBeGreaterThan(100)
  })
})

test("one is led to another service, with what must come back from it in cookies of one's own", async () => {
  const answer = await ask(site.one, signInWithPath("github", profileSettingsPath()))
  const place = new URL(answer.headers.location!)
  expect([answer.status, place.origin + place.pathname]).toEqual([
    307,
    "https://github.com/login/oauth/authorize",
  ])
  expect(place.searchParams.get("client_id")).toBe("of-the-forum")
  expect(place.searchParams.get("redirect_uri")).toBe(`${FORUM}/api/auth/callback/github`)
  expect(answer.headers["cache-control"]).toBe("private, no-store")
  expect(answer.cookies.length).toBeGreaterThan(1)
  for (const cookie of answer.cookies) expect(cookie).toMatch(/^__(?:Host|Secure)-[^=]+=[^;]+;.*HttpOnly/)
  const lost = await ask(site.two, "/api/auth/callback/github?code=c&state=guessed")
  expect([lost.status >= 300 && lost.status < 400, lost.headers.location]).toEqual([
    ...[true, expect.stringContaining("/sign-in")],
  ])
})

test("a picture that is too large for a Lambda is fetched from the bucket", async () => {
  const headers = { origin: FORUM, "content-type": "image/png", accept: "application/json" }
  const body = Buffer.from(await aPng())
  const { path } = JSON.parse(
    (await ask(site.one, "/api/uploads", asMember(site, { method: "POST", headers, body }))).text,
  )
  const { objects } = site.bucket
  const large = randomBytes(9 * 2 ** 20)
  const before = new Set(objects.keys())
  for (const key of before) if (key.startsWith("/uploads/posts/")) objects.set(key, large)
  const shown = await ask(site.two, path, asMember(site))
  const place = new URL(shown.headers.location!)
  expect([shown.status, shown.headers["cache-control"]]).toEqual([303, "private, no-store"])
  expect(place.origin).toBe(site.bucket.endpoint)
  expect(place.searchParams.get("X-Amz-Expires")).toBe("300")
  const [laid, ...others] = [...objects.keys()].filter((key) => key.startsWith("/uploads/outgoing/"))
  expect([laid, others]).toEqual([place.pathname, []])
  expect(objects.get(laid!)!.equals(large)).toBe(true)
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
