import { mkdirSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { parseConfig } from "./lib/config.ts"
import { SECURITY_HEADERS } from "./lib/web/headers.ts"
import { writeKnown } from "./lib/words/keys.ts"

const { locale } = parseConfig({ STOA_LOCALE: process.env.STOA_LOCALE })
// The types of the messages follow from the catalogues, as those of the pages do from their folders.
writeKnown()

/** Tests build beside a running forum. */
const dist = process.env.STOA_DIST

/** Next writes into the configuration of the types where its own are: for a second build into one of its own. */
function tsconfigBeside(folder) {
  const file = `.local/tsconfig${folder}.json`
  mkdirSync(".local", { recursive: true })
  writeFileSync(file, JSON.stringify({ extends: "../tsconfig.json" }))
  return file
}

/** @type {import("next").NextConfig} */
const config = {
  distDir: dist ?? ".next",
  poweredByHeader: false,
  // What runs in the browser has its words built in: pages can tell that they were built in another language.
  env: { STOA_BUILT_LOCALE: locale },
  reactStrictMode: true,
  agentRules: false,
  // A text and the pictures that come with it without a script; more is refused by lib/web/body-limit.ts.
  experimental: {
    serverActions: { bodySizeLimit: "12mb" },
    // A forum is built once for each version: what the build would write down for the next one costs a quarter of it.
    turbopackFileSystemCacheForBuild: false,
  },
  // Pages and their data are kept in memory by our own handler, bounded and in order (lib/web/page-cache.ts).
  cacheHandler: fileURLToPath(new URL("./lib/web/cache-handler.ts", import.meta.url)),
  cacheMaxMemorySize: 0,
  // npm test checks the types; a forum starts without doing it again, and without the half gigabyte it takes.
  typescript: { ignoreBuildErrors: true, ...(dist && { tsconfigPath: tsconfigBeside(dist) }) },
  serverExternalPackages: ["@node-rs/argon2"],
  turbopack: {
    root: fileURLToPath(new URL(".", import.meta.url)),
    rules: {
      "*.{ts,tsx}": {
        condition: {
          all: [
            "browser",
            { not: "foreign" },
            { not: { path: /^lib\/words\// } },
            { content: /#lib\/words\// },
          ],
        },
        loaders: [
          { loader: fileURLToPath(new URL("./lib/words/inline.mjs", import.meta.url)), options: { locale } },
        ],
      },
    },
  },
  rewrites: async () => [{ source: "/", destination: "/latest/now" }],
  headers: async () => [
    {
      // Their names carry a number that changes with them.
      source: "/fonts/:file*.woff2",
      headers: [{ key: "Cache-Control", value: "public, max-age=31536000, immutable" }],
    },
    {
      source: "/:path*",
      headers: Object.entries(SECURITY_HEADERS).map(([key, value]) => ({ key, value })),
    },
  ],
}
export default config
