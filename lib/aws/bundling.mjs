// What is bundled without OpenNext: the workers' Lambdas, and the cache handler of the site's.
import { rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { build } from "esbuild"
import { copyPackage, NATIVE } from "./native.mjs"

const ALWAYS = {
  bundle: true,
  platform: "node",
  target: "node22",
  // Amazon's client for DAX is loaded by pages alone, and only where there is one (lib/db/dax.ts).
  external: [...NATIVE, "@amazon-dax-sdk/lib-dax"],
  minify: true,
  keepNames: true,
  metafile: true,
  logLevel: "error",
}

export const WORKERS = ["stream", "saga", "schedule", "feedback"]

/** One file each, and beside it the packages with code for the processor. @param {string} out gets a folder for each worker */
export async function bundleWorkers(out) {
  rmSync(out, { recursive: true, force: true })
  for (const name of WORKERS) {
    const folder = join(out, name)
    const { metafile } = await build({
      ...ALWAYS,
      entryPoints: [`lib/workers/${name}.lambda.ts`],
      outfile: join(folder, "index.mjs"),
      format: "esm",
      banner: {
        js: 'import { createRequire } from "node:module";const require = createRequire(import.meta.url);',
      },
    })
    const used = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path))
    for (const native of NATIVE.filter((one) => used.includes(one)))
      copyPackage(native, join(folder, "node_modules"))
    writeFileSync(join(folder, "package.json"), '{"type":"module"}')
  }
}

/** In place of OpenNext's. */
export async function bundleCacheHandler(outfile) {
  await build({
    ...ALWAYS,
    entryPoints: ["lib/aws/cache-handler.ts"],
    outfile,
    format: "cjs",
    allowOverwrite: true,
  })
}
