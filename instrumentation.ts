/** Called by Next, wherever it finds a file of this name. */
import { trace } from "#lib/web/trace.ts"

/** Each error while a page is made: its number in the log goes onto the page that says so (lib/web/error-pages.ts). */
export function onRequestError(error: unknown): void {
  const own = trace.getStore()
  const { digest } = error as { digest?: unknown }
  if (own && typeof digest === "string" && /^\d+(@E\d+)?$/.test(digest)) own.number = digest
}
