/** The browser's side of kept texts: a cookie that only holds the secret. */
import { cookies } from "next/headers"
import { SECOND } from "#lib/base/clock.ts"
import { config } from "#lib/config.ts"
import { forgetText, KEPT_FOR, keepText, keptText } from "#lib/forum/kept.ts"

const COOKIE = "stoa-kept"

/** Keeps what was typed, for the page on which it goes on. @throws ForumError limited */
export async function keepForm(who: string, page: string, fields: Record<string, string>): Promise<void> {
  const secret = await keepText(who, page, fields)
  const secure = config().url.startsWith("https:")
  const options = { httpOnly: true, sameSite: "lax", secure, path: "/", maxAge: KEPT_FOR / SECOND } as const
  ;(await cookies()).set(COOKIE, secret, options)
}

/** What was kept for this page (for any, when none is named), marked as `kept`, or undefined. */
export async function keptFields(page?: string): Promise<Record<string, string> | undefined> {
  const kept = await keptText((await cookies()).get(COOKIE)?.value)
  return kept && (page === undefined || kept.page === page) ? { ...kept.fields, kept: "1" } : undefined
}

/** It was sent. */
export async function forgetKept(): Promise<void> {
  const jar = await cookies()
  const secret = jar.get(COOKIE)?.value
  if (secret === undefined) return
  jar.delete(COOKIE)
  await forgetText(secret)
}
