/**
 * Sends uploads, before Next is asked. Whoever sees one asks the table whether they may; what everybody may see is kept
 * by browsers for good and by others for a moment. Whatever a file held, nothing of it runs as a page.
 */
import type { IncomingMessage, ServerResponse } from "node:http"
import { LRUCache } from "lru-cache"
import { actorOf, sessionCookie } from "#lib/auth/session.ts"
import { isForumError } from "#lib/base/errors.ts"
import { config } from "#lib/config.ts"
import { getAvatar } from "#lib/db/patterns/uploads.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { type SeenUpload, visibleUpload } from "#lib/forum/uploads.ts"
import { uploadAsked } from "#lib/uploads/address.ts"
import { type AvatarSize, avatarAsked } from "#lib/uploads/avatar-address.ts"
import { logoAsked } from "#lib/uploads/logo-address.ts"
import { filesIn } from "#lib/uploads/store.ts"
import { PRIVATE, SECURITY_HEADERS, transportHeaders } from "./headers.ts"

/** How long it may take until what was hidden is hidden: as long as pages are kept by others. */
const SEEN_FOR = 5_000
const AVATARS_FOR = 60_000
/** Who has just chosen a first picture looks for it. */
const NO_AVATAR_FOR = 10_000
/** The file of an address never changes; that it may be seen can. */
const FOR_ALL = "public, max-age=31536000, s-maxage=5, immutable"
const FOR_GOOD = "public, max-age=31536000, immutable"
/** The address of a picture beside a name stays, the picture may change. */
const AVATAR = "public, max-age=300, s-maxage=60"
const NO_AVATAR = "public, max-age=60, s-maxage=10"

/** Whoever opens a picture by itself sees it in the browser's own viewer, which brings styles. Nothing else is there. */
const HEADERS = {
  ...SECURITY_HEADERS,
  "Content-Type": "image/webp",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox; frame-ancestors 'none'",
}

/** One transparent pixel: the initials are behind it. */
const NOTHING = Buffer.from("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==", "base64")

const seenByAll = new LRUCache<string, SeenUpload>({ max: 10_000, ttl: SEEN_FOR })
const avatars = new LRUCache<string, { version?: string }>({ max: 20_000 })

/** Answers what asks for an upload or for a picture beside a name. @returns whether it does */
export function answersUpload(request: IncomingMessage, response: ServerResponse): boolean {
  const path = (request.url ?? "").split("?")[0]!
  const kind = /^\/(uploads|avatars|logos)\//.exec(path)?.[1]
  if (!kind) return false
  answer(kind, path, request, response).catch((error) => {
    console.error(error)
    response.destroy()
  })
  return true
}

async function answer(
  kind: string,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405)
  const avatar = kind === "avatars" ? avatarAsked(path) : undefined
  if (avatar) return sendAvatar(avatar, request, response)
  if (kind === "logos") return sendLogo(path, request, response)
  const asked = kind === "uploads" ? uploadAsked(path) : undefined
  if (!asked) return refuse(response, 404)
  const seen = await seenBy(asked, request)
  const file = asked.file ?? String(seen?.upload.width)
  const bytes = seen && (await filesIn.upload(seen.upload).get(`${file}.webp`))
  if (!bytes) return refuse(response, 404)
  const name = `${seen.upload.id.toLowerCase()}-${file}`
  send(request, response, bytes, {
    ETag: `"${name}"`,
    "Cache-Control": seen.isPublic ? FOR_ALL : PRIVATE,
    "Cross-Origin-Resource-Policy": seen.isPublic ? "cross-origin" : "same-origin",
    "Content-Disposition": `inline; filename="${name}.webp"`,
  })
}

async function seenBy(
  ref: { owner: string; id: string },
  request: IncomingMessage,
): Promise<SeenUpload | undefined> {
  const key = `${ref.owner}/${ref.id}`
  const known = seenByAll.get(key)
  if (known) return known
  try {
    const token = sessionIn(request)
    const seen = await visibleUpload(token ? await actorOf(token) : GUEST, ref)
    if (seen.isPublic) seenByAll.set(key, seen)
    return seen
  } catch (error) {
    if (isForumError(error, "not-found")) return undefined
    throw error
  }
}

function sessionIn({ headers }: IncomingMessage): string | undefined {
  const { name } = sessionCookie()
  const pairs = (headers.cookie ?? "").split(";").map((pair) => pair.trim())
  const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
  return value && decodeURIComponent(value)
}

async function sendAvatar(
  { user, size }: { user: string; size: AvatarSize },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const wanted = /\?v=(\w+)$/.exec(request.url ?? "")?.[1]
  const known = avatars.get(user)
  const file = (version?: string) => version && filesIn.avatar({ user, version }).get(`${size}.webp`)
  // Another one has taken its place: its own page names the one that it shows, and the files of the old one go away.
  let version = wanted && wanted !== known?.version ? undefined : known?.version
  let bytes = await file(version)
  if (!bytes && (!known || known.version || wanted)) {
    version = (await getAvatar(user, { consistent: wanted !== undefined }))?.version
    avatars.set(user, { version }, { ttl: version ? AVATARS_FOR : NO_AVATAR_FOR })
    bytes = await file(version)
  }
  send(request, response, bytes || NOTHING, {
    ETag: bytes ? `"${version!.toLowerCase()}-${size}"` : '"none"',
    "Cache-Control": bytes ? AVATAR : NO_AVATAR,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Content-Disposition": `inline; filename="${user.toLowerCase()}.webp"`,
  })
}

/** Everybody sees the logo; its files stay, and each has an address of its own. */
async function sendLogo(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const version = logoAsked(path)
  const bytes = version && (await filesIn.logo(version).get("logo.webp"))
  if (!bytes) return refuse(response, 404)
  send(request, response, bytes, {
    ETag: `"${version.toLowerCase()}"`,
    "Cache-Control": FOR_GOOD,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Content-Disposition": 'inline; filename="logo.webp"',
  })
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Uint8Array,
  headers: Record<string, string>,
): void {
  const all = { ...HEADERS, ...transportHeaders(config().url), ...headers }
  if (request.headers["if-none-match"] === headers.ETag) {
    response.writeHead(304, all).end()
    return
  }
  response.writeHead(200, { ...all, "Content-Length": bytes.length })
  response.end(request.method === "HEAD" ? undefined : bytes)
}

function refuse(response: ServerResponse, status: 404 | 405): void {
  const always = { ...HEADERS, ...transportHeaders(config().url) }
  const headers = { ...always, "Content-Type": "text/plain", "Cache-Control": PRIVATE }
  response.writeHead(status, { ...headers, ...(status === 405 && { Allow: "GET, HEAD" }) })
  response.end()
}
