/** The secret that signs sessions and links: made on the first start and kept in the data folder. */
import { randomBytes } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { MIN_SECRET } from "#lib/config/environment.ts"
import { Refusal } from "./refusal.ts"

/** The folder's secret; made where there is none. Whoever reads it can sign in as anyone: mode 600. @throws Refusal */
export function keepSecret(folder: string): string {
  const file = join(folder, "auth-secret")
  const kept = readSecret(file)
  if (kept !== undefined) {
    if (kept.length >= MIN_SECRET) return kept
    throw new Refusal(
      `The file ${file} holds no secret (at least ${MIN_SECRET} characters): put your copy of it there, or delete it, and a new one is made, which signs everybody out.`,
    )
  }
  const secret = randomBytes(32).toString("base64url")
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: "wx" })
  return secret
}

function readSecret(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trim()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === "ENOENT") return undefined
    throw new Refusal(
      `The file ${file} cannot be read (${code}): give the data folder and all that is in it to this user (chown -R).`,
    )
  }
}
