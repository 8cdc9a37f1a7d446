/** People come to break things from outside: other sites, forged sessions, strange requests. */
import { connect } from "node:net"
import { request as requests } from "@playwright/test"
import { allActions, call } from "./fixtures/actions.ts"
import { as, fieldsFor, named, stateOf, target, WRITING } from "./fixtures/attacking.ts"
import { ROBIN, SANNA } from "./fixtures/people.ts"
import { ORIGIN } from "./fixtures/places.ts"
import { expect, test } from "./fixtures/test.ts"

test("a form of another site is refused", async () => {
  const topic = await target("A topic that another site wants")
  const before = await stateOf(topic)
  const robin = await as(ROBIN)
  for (const headers of [
    { Origin: "https://evil.example" },
    { Origin: "null" },
    { Origin: `${ORIGIN}.evil.example` },
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
  ] as Record<string, string>[])
    for (const action of allActions(topic.posts[0]!)) {
      if (!WRITING.test(action.name) || action.name === "startTopicAction") continue
      const answer = await call(robin, action, fieldsFor(action.name, topic), headers)
      expect(answer.status(), `${action.name} from ${JSON.stringify(headers)}`).toBeLessThan(500)
      expect(await answer.text(), action.name).toMatch(/another site/)
    }
  for (const origin of ["https://evil.example", "null"]) {
    const answer = await robin.post("/api/read", {
      data: { post: topic.posts[0] },
      headers: { Origin: origin },
    })
    expect(answer.status()).toBe(403)
    const draft = { data: { fields: { body: "Not mine" }, writer: "0123456789", turn: 1 } }
    const kept = await robin.put("/api/drafts/topic", { ...draft, headers: { Origin: origin } })
    expect(kept.status()).toBe(403)
  }
  expect(await stateOf(topic)).toBe(before)
})

test("what is too large changes nothing, and is never held as a whole", async () => {
  const topic = await target("A topic for a flood")
  const before = await stateOf(topic)
  // Members may bring pictures along, guests only words.
  for (const [who, megabytes] of [
    [SANNA, 13],
    [undefined, 6],
  ] as const) {
    const answer = await call(await as(who), named(topic, "replyAction"), [
      ...fieldsFor("replyAction", topic).filter(([name]) => name !== "body"),
      ["body", "x".repeat(megabytes * 2 ** 20)],
    ]).catch((error: Error) => error)
    // The form's page, which says that the text is too long; or the connection is closed before all of it is sent.
    if (!(answer instanceof Error)) expect([200, 303, 413]).toContain(answer.status())
  }
  expect(await stateOf(topic)).toBe(before)
  expect((await (await as()).get("/api/health")).status()).toBe(200)
})

test("routes answer strange calls with a refusal", async () => {
  for (const who of [undefined, ROBIN]) {
    const caller = await as(who)
    for (const [path, data] of [
      ["/api/read", ""],
      ["/api/read", "null"],
      ["/api/read", '{"post":["01ARZ3NDEKTSV4RRFFQ69G5FAV"]}'],
      ["/api/read", '{"post":{"$ne":""}}'],
      ["/api/read", '{"__proto__":{"post":"x"}}'],
      ["/api/read", '{"post":"01ARZ3NDEKTSV4RRFFQ69G5FAV"}'],
      ["/api/revalidate", '{"tags":["all"]}'],
      ["/api/auth/signin/password", ""],
      ["/api/auth/callback/password", "email=a&password=b"],
      ["/api/auth/session", ""],
    ] as const) {
      const answer = await caller.post(path, {
        data,
        headers: { "Content-Type": "application/json" },
        maxRedirects: 0,
      })
      expect(answer.status(), `${path} ${data}`).toBeGreaterThanOrEqual(400)
      expect(answer.status(), `${path} ${data}`).toBeLessThan(500)
    }
    for (const data of [
      "",
      "null",
      "[]",
      '"x"',
      '{"fields":{"body":{"$ne":1}}}',
      '{"__proto__":{"writer":"x"}}',
    ])
      for (const place of ["topic", "reply:1", "__proto__", "%ff", "edit:01ARZ3NDEKTSV4RRFFQ69G5FAV"])
        for (const method of ["put", "delete", "post"] as const) {
          const options = { data, headers: { "Content-Type": "application/json" } }
          const answer = await caller[method](`/api/drafts/${place}`, options)
          expect(answer.status(), `${method} ${place} ${data}`).toBeGreaterThanOrEqual(400)
          expect(answer.status(), `${method} ${place} ${data}`).toBeLessThan(500)
        }
    for (const path of [
      "/api/viewer?topic[]=x&topics=__proto__",
      "/api/viewer?topic=x&topic=y",
      `/api/viewer?topics=${"01ARZ3NDEKTSV4RRFFQ69G5FAV,".repeat(500)}`,
      "/api/auth/session",
      "/api/auth/csrf",
      "/api/auth/providers",
      "/api/auth/callback/github?code=x&state=y",
      "/api/auth/error?error=<script>alert(1)</script>",
      "/sign-in?problem=<script>alert(1)</script>&said=__proto__",
      "/sign-in?said=constructor&next[]=/x&next=//evil.example",
      "/register?owner=x&owner=y",
      "/reset?token=",
      "/reset?token[]=x",
      "/verify?token=__proto__",
      "/link?token=%00",
      "/new?category=__proto__",
      "/new?category[]=general",
      "/tag/__proto__",
      "/u/__proto__",
      "/u/constructor/posts",
      "/c/__proto__",
      "/c/toString/top",
      "/t/%00/%00",
      "/t/x/__proto__",
      "/p/__proto__",
      "/post/__proto__",
      "/post/__proto__/edit",
      "/post/..%2f..%2fetc%2fpasswd/history?before=__proto__",
      "/private/c/__proto__",
      "/private/t/x/__proto__/99999999",
      "/sitemap/__proto__.xml",
      "/sitemap/..%2fx.xml",
      "/_next/image?url=http://169.254.169.254/&w=64&q=75",
      "/_next/../../package.json",
      "/..%2f..%2fdata/secret",
      "//evil.example/x",
      "/\\evil.example",
      `/${"a".repeat(9000)}`,
    ]) {
      const answer = await caller.get(`${ORIGIN}${path}`, { maxRedirects: 0 })
      const text = await answer.text()
      expect(answer.status(), path.slice(0, 80)).toBeLessThan(500)
      expect(text, path.slice(0, 80)).not.toContain("<script>alert(1)")
      expect(answer.headers().location ?? "", path.slice(0, 80)).not.toMatch(/^(https?:)?\/\/evil|^\/\\/)
    }
  }
})

test("a session that is made up is a guest's", async () => {
  for (const cookie of ["x", "eyJhbGciOiJkaXIifQ..x.x.x", "[]", "%00", "a".repeat(3000)]) {
    const caller = await requests.newContext({
      baseURL: ORIGIN,
      extraHTTPHeaders: {
        Cookie: ["authjs.session-token", "stoa-session", "__Secure-authjs.session-token"]
          .map((name) => `${name}=${cookie}`)
          .join("; "),
      },
    })
    const answer = await caller.get("/api/viewer")
    expect(answer.status()).toBe(200)
    expect(await answer.json()).toEqual({ me: null })
  }
})

test("an upgrade that nobody asked for is an ordinary request, not a connection that stays open", async () => {
  for (const path of ["/", "/_next/webpack-hmr"]) {
    const { port, hostname } = new URL(ORIGIN)
    const socket = connect(Number(port), hostname)
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
    ]
    socket.write(`${lines.join("\r\n")}\r\n\r\n`)
    const first = await new Promise<string>((resolve, reject) => {
      socket.once("data", (data) => resolve(String(data)))
      socket.once("close", () => resolve(""))
      socket.setTimeout(5_000, () => reject(new Error(`${path}: no answer`)))
    })
    socket.destroy()
    expect(first, path).toMatch(/^HTTP\/1\.1 (200|404) /)
  }
})
