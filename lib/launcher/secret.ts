/** The secret that signs sessions and links: made on the first start and kept in the data folder. */
import { randomBytes } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** The folder's secret; made where there is none. Whoever reads it can sign in as anyone: mode 600. */
export function keepSecret(folder: string): string {
  const file = join(folder, "auth-secret")
  try {
    return readFileSync(file, "utf8").trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error
  }
  const secret = randomBytes(32).toString("base64url")
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: "wx" })
  return secret
}
