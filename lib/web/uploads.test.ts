import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { sessionCookie, sessionToken } from "#lib/auth/session.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import type { Member } from "#lib/forum/actor.ts"
import { changeAvatar, removeAvatar } from "#lib/forum/avatars.ts"
import { removePost } from "#lib/forum/removal.ts"
import { beginUpload, upload } from "#lib/forum/uploads.ts"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { aPng, storeInMemory } from "#lib/testing/pictures.ts"
import { freshTable } from "#lib/testing/table.ts"
import { uploadPath } from "#lib/uploads/address.ts"
import { avatarPath } from "#lib/uploads/avatar-address.ts"
import { setUploadStore } from "#lib/uploads/store.ts"
import { answersUpload } from "./uploads.ts"

freshTable()
const store = storeInMemory()
let server: Server
let origin = ""
beforeAll(async () => {
  process.env.AUTH_SECRET ??= "x".repeat(40)
  setUploadStore(store)
  server = createServer((request, response) => {
    if (!answersUpload(request, response)) response.writeHead(299).end()
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  setUploadStore()
})

async function ask(
  path: string,
  { as, headers = {} }: { as?: Member; headers?: Record<string, string> } = {},
) {
  const token = as && (await sessionToken((await getUser(as.id))!))
  const cookie = token && `other=1; ${sessionCookie().name}=${token}`
  return fetch(`${origin}${path}`, { headers: { ...headers, ...(cookie && { cookie }) } })
}

async function shown(readers: "everyone" | "members") {
  const author = await someone()
  const { upload: made } = await upload(await beginUpload(author), await aPng(1000, 10))
  const body = `![A boat](${uploadPath(made)})`
  const { post } = await aTopic(author, await aCategory({ readers }), { body })
  return { author, post, path: uploadPath(made) }
}

describe("a picture", () => {
  test("that everybody may see is kept by browsers for good, and runs nothing", async () => {
    const { path } = await shown("everyone")
    const answer = await ask(`${path}/480.webp`)
    expect(answer.status).toBe(200)
    const headers = Object.fromEntries(answer.headers)
    expect(headers).toMatchObject({
      "content-type": "image/webp",
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "public, max-age=31536000, s-maxage=5, immutable",
      "cross-origin-resource-policy": "cross-origin",
    })
    expect(headers["content-disposition"]).toMatch(/^inline; filename="[0-9a-z]{26}-480\.webp"$/)
    const again = await ask(`${path}/480.webp`, { headers: { "if-none-match": headers.etag! } })
    expect(again.status).toBe(304)
    expect((await ask(path)).headers.get("etag")).toMatch(/-1000"$/)
  })

  test("that not everybody may see is kept by nobody, and not there for the others", async () => {
    const { author, path } = await shown("members")
    const file = `${path}/480.webp`
    const own = await ask(file, { as: author })
    expect([own.status, own.headers.get("cache-control")]).toEqual([200, "private, no-store"])
    expect((await ask(file, { as: await someone() })).status).toBe(200)
    const guests: Record<string, string>[] = [
      {},
      { cookie: `${sessionCookie().name}=forged` },
      { cookie: "a=%zz; =" },
    ]
    for (const headers of guests) {
      const refused = await ask(file, { headers: { ...headers, "if-none-match": own.headers.get("etag")! } })
      expect([refused.status, refused.headers.get("cache-control")]).toEqual([404, "private, no-store"])
      expect(await refused.text()).toBe("")
    }
  })

  test("is gone with its post, also for who knows the address", async () => {
    const { author, path, post } = await shown("members")
    const reader = await someone()
    expect((await ask(path, { as: reader })).status).toBe(200)
    await removePost(await staff(), { post })
    expect((await ask(path, { as: reader })).status).toBe(404)
    expect((await ask(path, { as: author })).status).toBe(200)
  })
})

test.each([
  "/uploads/",
  "/uploads/x/y",
  "/uploads/../../etc/passwd",
  "/uploads/%2e%2e/%2e%2e/etc/passwd",
  "/uploads/..%2f..%2fsecret",
  "/avatars/x/48",
  "/avatars/01JD0000000000000000000000/47",
  "/avatars/01JD0000000000000000000000/../48",
])("%s leads nowhere", async (path) => {
  const raw = await new Promise<number | undefined>((done, fail) =>
    import("node:http").then(({ get }) =>
      get(`${origin}/`, { path }, (answer) => done(answer.resume().statusCode)).on("error", fail),
    ),
  )
  expect(raw).toBe(404)
})

test("files that an upload does not have are not there, whatever they are called", async () => {
  const { path } = await shown("everyone")
  for (const file of [
    "/481.webp",
    "/480.png",
    "/480.webp/",
    "/original",
    "/../480.webp",
    "/480.webp%00",
    "/STILL.webp",
  ])
    expect([file, (await ask(`${path}${file}`)).status]).toEqual([file, 404])
  expect((await fetch(`${origin}${path}`, { method: "POST" })).status).toBe(405)
})

describe("the picture beside a name", () => {
  test("is nothing to be seen before there is one, and after it was taken away", async () => {
    const member = await someone()
    const path = avatarPath(member.id, 48)
    const none = await ask(path)
    expect([none.status, none.headers.get("etag")]).toEqual([200, '"none"'])
    const first = await changeAvatar(member, await aPng())
    const named = `${path}?v=${first.version}`
    expect((await ask(named)).headers.get("etag")).toBe(`"${first.version.toLowerCase()}-48"`)
    expect((await ask(path)).headers.get("cache-control")).toBe("public, max-age=300, s-maxage=60")
    const second = await changeAvatar(member, await aPng())
    await store.remove(`avatars/${member.id}/${first.version}`.toLowerCase())
    expect((await ask(path)).headers.get("etag")).toBe(`"${second.version.toLowerCase()}-48"`)
    await removeAvatar(member)
    await store.remove(`avatars/${member.id}/${second.version}`.toLowerCase())
    expect((await ask(path)).headers.get("etag")).toBe('"none"')
  })
})

test("everything else is left to others", async () => {
  for (const path of ["/", "/api/uploads", "/uploadsx/1", "/u/uploads/"])
    expect((await ask(path)).status).toBe(299)
})
