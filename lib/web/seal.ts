/**
 * Pages that everybody gets with the same bytes cannot carry a nonce: whoever reads it could use it. They are made
 * with a mark in its place that never leaves the server, and sealed before they are kept or sent: what Next wrote
 * bears the mark, is named in the policy by its hash, and loses the mark. A script that came in by a post cannot
 * know the mark, so no hash ever allows it. Not even when it stands in the page (ADR 155).
 */
import { randomBytes } from "node:crypto"
import { contentPolicy, hashOf } from "./content-policy.ts"

export type Sealed = { text: string; policy: string }

/** The name under which an entry of the page cache holds its policy, and Next sends it. */
export const POLICY_HEADER = "content-security-policy"

/** A mark for pages that are kept, or a nonce for one that is not: nobody can guess it. */
export function newMark(): string {
  return randomBytes(18).toString("base64")
}

/** How Next is told with which mark it shall write: it reads its own policy from the request. */
export function markedRequest(mark: string): string {
  return `script-src 'nonce-${mark}'`
}

/** Takes the mark from a page. @returns the page and the policy that names the scripts which had it */
export function seal(html: string, mark: string): Sealed {
  const attribute = `nonce="${mark}"`
  const hashes = new Set<string>()
  for (const [, attributes, script] of html.matchAll(SCRIPT))
    if (attributes!.includes(attribute) && script) hashes.add(hashOf(withoutMark(script, mark)))
  const text = withoutMark(html.replaceAll(` ${attribute}`, ""), mark)
  return { text, policy: contentPolicy({ hashes: [...hashes] }) }
}

/** Takes the mark from what is no HTML, such as the data of a page that the router asks for. */
export function withoutMark(text: string, mark: string): string {
  return text.replaceAll(mark, NO_MARK)
}

/** As long as a mark: the data of pages tells some lengths. */
const NO_MARK = "0".repeat(24)

const SCRIPT = /<script\b([^<>]*)>([\s\S]*?)<\/script>/g
