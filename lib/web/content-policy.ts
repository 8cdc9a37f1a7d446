/** What a page may load and run: our own files, our own scripts, pictures from everywhere (ADR 155). */
import { createHash } from "node:crypto"
import { config } from "#lib/config.ts"
import { APPEARANCE_SCRIPT } from "./appearance.ts"

/** Which inline scripts may run beside the one that every page has. */
export type Allowed = { nonce?: string; hashes?: readonly string[] }

/** What holds for everything that is no page: opened by itself it may do nothing. */
export const NO_PAGE = "default-src 'none'; frame-ancestors 'none'"

const APPEARANCE = hashOf(APPEARANCE_SCRIPT)

/** React's and Next's tools for developers need more than a page that is published. */
const DEVELOPING = {
  "script-src": "'unsafe-eval'",
  "style-src": "'unsafe-inline'",
  "connect-src": "ws:",
}

/** The Content-Security-Policy of a page. @param dev whether it is one of `npm run dev` */
export function contentPolicy({ nonce, hashes = [] }: Allowed = {}, dev = false): string {
  const scripts = ["'self'", APPEARANCE, ...hashes, ...(nonce ? [`'nonce-${nonce}'`] : [])]
  const directives = {
    "default-src": "'none'",
    "script-src": scripts.join(" "),
    "style-src": "'self'",
    // Posts show pictures of other sites, and one's own before it is sent.
    "img-src": "'self' data: blob: https: http:",
    "font-src": "'self'",
    // Pictures that a Lambda could not take are sent to the bucket.
    "connect-src": ["'self'", config().bucket?.origin].filter(Boolean).join(" "),
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
  }
  const more: Record<string, string> = dev ? DEVELOPING : {}
  return Object.entries(directives)
    .map(([name, sources]) => [name, sources, more[name]].filter(Boolean).join(" "))
    .join("; ")
}

/** How a policy names an inline script by what it says. */
export function hashOf(script: string): string {
  return `'sha256-${createHash("sha256").update(script).digest("base64")}'`
}
