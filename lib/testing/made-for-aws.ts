/** What `npm run build:aws` made, set up for tests as it is deployed: on a table, with a bucket, away from the sources. */
import { cpSync, existsSync, rmSync } from "node:fs"
import { join } from "node:path"
import { sessionCookie, sessionToken } from "#lib/auth/session.ts"
import { forgetConfig } from "#lib/config.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { table } from "#lib/db/table.ts"
import type { Bucket } from "./bucket.ts"
import { elementsOf, parse } from "./html.ts"
import { type Answer, type Asking, anInstance, ask, EDGE_SECRET, type Instance } from "./lambda.ts"
import { scratch } from "./scratch.ts"

export const FORUM = "https://forum.example.org"

export type MadeFor = "site" | "stream" | "saga" | "schedule" | "feedback"

/** Where the build left a function. */
export const MADE = (name: MadeFor): string =>
  name === "site" ? ".open-next/server-functions/default" : `.open-next/workers/${name}`

/** The folder of a function, copied to where nothing of the project can be found on the way up. */
export function copied(name: MadeFor): { folder: string; remove(): void } {
  const made = MADE(name)
  if (!existsSync(join(made, "index.mjs")))
    throw new Error(`${made} is not there: npm run build:aws makes it.`)
  const folder = scratch(`made-${name}`)
  cpSync(made, folder, { recursive: true, verbatimSymlinks: true })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** This process speaks of the same forum as the functions: its addresses, its cookies. */
export function asDeployed(): void {
  process.env.STOA_URL = FORUM
  forgetConfig()
}

/** What the deployment sets in the environment of every function. */
export function environment(bucket?: Bucket): Record<string, string> {
  const { name, options } = table()
  return {
    DYNAMODB_ENDPOINT: options.endpoint ?? "aws",
    ...(options.engine === "embedded" && { STOA_ENGINE: "embedded" }),
    STOA_TABLE: name,
    STOA_URL: FORUM,
    STOA_EDGE_SECRET: EDGE_SECRET,
    STOA_TRUSTED_PROXIES: "1",
    AUTH_SECRET: process.env.AUTH_SECRET!,
    ...(bucket && {
      AWS_ENDPOINT_URL_S3: bucket.endpoint,
      UPLOADS_BUCKET: "uploads",
      CACHE_BUCKET_NAME: "cache",
      CACHE_BUCKET_KEY_PREFIX: "_cache",
      CACHE_BUCKET_REGION: "eu-central-1",
    }),
  }
}

/** @param more what is set for this one beside that */
export const anInstanceOf = (
  folder: string,
  bucket?: Bucket,
  more: Record<string, string> = {},
): Promise<Instance> => anInstance(folder, { ...environment(bucket), ...more })

/** The cookie of a member's session. */
export async function cookieOf(member: { id: string }): Promise<string> {
  const user = await getUser(member.id, { consistent: true })
  return `${sessionCookie().name}=${await sessionToken(user!)}`
}

/** The fields that a form of a page sends, as a browser without a script finds them. @param has a field that it has */
export function formOn(page: string, has: string): Record<string, string> {
  for (const form of elementsOf(parse(page))) {
    if (form.name !== "form") continue
    const fields: Record<string, string> = {}
    for (const { name, attributes } of elementsOf(form)) {
      if (!["input", "textarea", "select"].includes(name) || attributes.name === undefined) continue
      if (/^(checkbox|radio)$/.test(attributes.type ?? "") && attributes.checked === undefined) continue
      fields[attributes.name] = attributes.value ?? ""
    }
    if (has in fields) return fields
  }
  throw new Error(`No form of the page has a field ${has}.`)
}

/** Sends a form to the page that it stands on, as a browser does. */
export async function post(
  instance: Instance,
  path: string,
  fields: Record<string, string>,
  { headers, ...asking }: Asking = {},
): Promise<Answer> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  const request = new Request(FORUM, { method: "POST", body: form })
  return ask(instance, path, {
    ...asking,
    method: "POST",
    headers: { origin: FORUM, "content-type": request.headers.get("content-type")!, ...headers },
    body: Buffer.from(await request.arrayBuffer()),
  })
}
