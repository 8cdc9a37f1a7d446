/** The mail that a test's verbs sent: read where the operator would read it, in the folder. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, vi } from "vitest"
import { backgroundDone } from "#lib/base/background.ts"
import { forgetConfig } from "#lib/config.ts"

export type Inbox = {
  /** All mails to the address so far, oldest first. */
  mailsTo(address: string): Promise<string[]>
  /** The secret in the last mail to the address. */
  lastSecret(address: string): Promise<string>
}

/** Mail of this test file goes into a folder of its own, which is removed after it. */
export function freshInbox(): Inbox {
  const folder = mkdtempSync(join(tmpdir(), "stoa-mail-"))
  beforeAll(() => {
    process.env.STOA_DATA = folder
    forgetConfig()
    vi.spyOn(console, "info").mockImplementation(() => {})
  })
  afterAll(async () => {
    await backgroundDone()
    vi.restoreAllMocks()
    rmSync(folder, { recursive: true, force: true })
  })
  const mailsTo = async (address: string): Promise<string[]> => {
    await backgroundDone()
    const names = namesIn(join(folder, "mail")).filter((name) => name.endsWith(`-${address}.txt`))
    return names.sort().map((name) => readFileSync(join(folder, "mail", name), "utf8"))
  }
  return {
    mailsTo,
    async lastSecret(address) {
      const last = (await mailsTo(address)).at(-1) ?? ""
      const secret = /[?&]token=([\w-]+)/.exec(last)?.[1]
      if (!secret) throw new Error(`The last mail to ${address} has no link: ${last}`)
      return secret
    },
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
