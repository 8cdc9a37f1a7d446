// As much of a built site as SST looks at: lib/aws/streaming.bundled.ts holds it against what OpenNext makes.
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"

/** What `npm run build:aws` tells SST of its functions and files, as far as it reads it. */
export const output = (streaming) => ({
  edgeFunctions: {},
  origins: {
    s3: {
      type: "s3",
      originPath: "_assets",
      copy: [
        { from: ".open-next/assets", to: "_assets", cached: true, versionedSubDir: "_next" },
        { from: ".open-next/cache", to: "_cache", cached: false },
      ],
    },
    imageOptimizer: {
      ...{ type: "function", handler: "index.handler", bundle: ".open-next/image-optimization-function" },
      streaming: false,
    },
    default: {
      ...{ type: "function", handler: "index.handler", bundle: ".open-next/server-functions/default" },
      streaming,
    },
  },
  additionalProps: { disableTagCache: true },
})

const FUNCTIONS = ["image-optimization-function", "server-functions/default"]
const WORKERS = ["stream", "saga", "schedule", "feedback"].map((name) => `workers/${name}`)

export function layOut(root, streaming) {
  const write = (name, text) => {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  write("package.json", "{}")
  write(".open-next/open-next.output.json", JSON.stringify(output(streaming)))
  for (const name of [...FUNCTIONS, ...WORKERS])
    write(`.open-next/${name}/index.mjs`, "export const handler = 1\n")
  write(".open-next/assets/_next/static/script.js", "1\n")
  write(".open-next/assets/fonts/stoa-sans-1.woff2", "")
  write(".open-next/assets/icon.svg", "<svg/>\n")
  mkdirSync(join(root, ".open-next/cache"))
  write(".next/BUILD_ID", "one")
  write(".next/routes-manifest.json", '{"basePath":""}')
  write(".next/prerender-manifest.json", '{"version":4,"routes":{}}')
}
