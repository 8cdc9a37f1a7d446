import { siteUrl } from "#lib/web/site.ts"

export const dynamic = "force-dynamic"

/** What has nothing for search engines: forms, options, and what is rendered per viewer. */
const NOT_FOR_ROBOTS = [
  "/api/",
  "/private",
  "/account",
  "/admin",
  "/case",
  "/message",
  "/moderation",
  "/report/",
  "/sign-in",
  "/register",
  "/forgot",
  "/new",
  "/post/",
  "/p/*/next",
  "/jump",
  "/drafts",
  "/lists",
  "/notifications",
  "/people",
  "/watch/",
  "/search",
  "/wrong",
  "/too-large",
  "/incomplete",
  "/settings",
  "/t/*/*/reply",
  "/t/*/*/fresh/",
]

export function GET(): Response {
  const lines = ["User-agent: *", ...NOT_FOR_ROBOTS.map((path) => `Disallow: ${path}`)]
  const text = [...lines, "", `Sitemap: ${siteUrl()}/sitemap.xml`, ""].join("\n")
  return new Response(text, {
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=3600" },
  })
}
