/** Headers of every answer, and how long whom may keep it. Which scripts may run: allow-scripts.ts. */

export const SECURITY_HEADERS: Record<string, string> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "X-Frame-Options": "DENY",
  "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
  "Cross-Origin-Opener-Policy": "same-origin",
}

/** Also, where the forum is reached by TLS: for a year no browser asks for it without. @param url STOA_URL */
export function transportHeaders(url: string): Record<string, string> {
  return url.startsWith("https:") ? { "Strict-Transport-Security": "max-age=31536000" } : {}
}

/** The same for everyone: a browser asks each time whether it is still so, a CDN may keep it for a moment. */
export const PUBLIC = "public, max-age=0, s-maxage=5, stale-while-revalidate=60"
/** Errors, and what belongs to one viewer. */
export const PRIVATE = "private, no-store"

/** What Next distinguishes one address by: a CDN must, too. */
export const VARY =
  "RSC, Next-Router-State-Tree, Next-Router-Prefetch, Next-Router-Segment-Prefetch, Accept-Encoding"
