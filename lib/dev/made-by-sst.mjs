// What SST's own components make of infra/, without an account: they run as in a deployment, and what they ask AWS for is
// written down in place of being made (docs/adr/0372). Needs SST's platform, which `npm run check:aws` makes.
// node lib/dev/made-by-sst.mjs <file> [stage]: what is made goes into the file; settings come from the environment.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { build } from "esbuild"
import { layOut } from "./open-next-output.mjs"

const platform = resolve(".sst/platform")
const root = mkdtempSync(join(tmpdir(), "stoa-sst-"))
const [file, stage] = [resolve(process.argv[2]), process.argv[3] ?? "production"]
layOut(root, process.env.STOA_STREAMING === "on")

// What SST's program tells its components, and answers them.
const server = createServer(async (request, response) => {
  const { method, params } = JSON.parse(await textOf(request))
  response.end(JSON.stringify({ result: ANSWERS[method]?.(params[0]) ?? {} }))
})
const ANSWERS = {
  "Provider.Aws.Bootstrap": () => ({ asset: "assets", state: "state", appsyncHttp: "", appsyncRealtime: "" }),
  "Runtime.Build": ({ bundle, handler }) => ({ out: resolve(root, bundle), handler, errors: [] }),
}
await new Promise((done) => server.listen(0, "127.0.0.1", done))
process.env.SST_SERVER = `http://127.0.0.1:${server.address().port}`
const paths = { home: root, root, work: join(root, "work"), platform }
globalThis.$app = {
  ...{ name: "stoa", stage, home: "aws" },
  providers: { aws: {} },
}
globalThis.$cli = {
  command: "deploy",
  rpc: process.env.SST_SERVER,
  paths,
  home: "aws",
  state: { version: {} },
}

const outfile = join(platform, "made-by-sst.mjs")
await build({
  stdin: {
    contents: `
      import * as aws from "@pulumi/aws"
      import * as sst from "./src/components"
      export { run } from "./src/auto/run"
      Object.assign(globalThis, { aws, sst })
      export const config = async () => (await import(${JSON.stringify(resolve("sst.config.ts"))})).default
    `,
    resolveDir: platform,
    loader: "ts",
  },
  ...{ bundle: true, platform: "node", format: "esm", packages: "external", outfile, logLevel: "error" },
  inject: [join(platform, "src/shim/run.js")],
  define: { $app: "globalThis.$app", $cli: "globalThis.$cli", $dev: "false" },
  banner: {
    js: `import { createRequire as requireOf } from "node:module";const require = requireOf(import.meta.url);const __dirname = import.meta.dirname;const __filename = import.meta.filename;`,
  },
})

const required = createRequire(join(platform, "package.json"))
const { runtime } = required("@pulumi/pulumi")
globalThis.random = required("@pulumi/random")
const made = []
const policies = []
await runtime.setMocks(
  {
    newResource({ type, name, inputs }) {
      made.push({ type, name, args: plain(inputs) })
      return { id: `${name}.id`, state: { ...inputs, ...knownOf(name, inputs) } }
    },
    call({ token, inputs }) {
      // A policy is a value for AWS' provider: its number leads from where it is used to what it says.
      if (!token.endsWith(":getPolicyDocument"))
        return {
          ...{ region: "eu-central-1", accountId: "1", partition: "aws" },
          ...{ names: ["eu-central-1a", "eu-central-1b"], id: "ami-of-the-day" },
        }
      return { ...inputs, json: JSON.stringify({ policy: policies.push(plain(inputs)) - 1 }) }
    },
  },
  ...["stoa", stage, false],
)
const { run, config } = await import(pathToFileURL(outfile).href)
const { run: deploy, app } = await config()
const { removal, protect } = app({ stage })
Object.assign(globalThis.$app, { removal, protect })
const options = new Map()
await runtime.runInPulumiStack(() => {
  runtime.registerStackTransformation(({ type, name, opts }) => void options.set(`${type} ${name}`, opts))
  return run(deploy)
})
// All that waits for something else has come by then.
await runtime.disconnect()
for (const one of made) one.outlives = options.get(`${one.type} ${one.name}`)?.retainOnDelete === true
writeFileSync(file, JSON.stringify({ made, policies }))
server.close()
rmSync(root, { recursive: true, force: true })

/** What only AWS would know of a thing: its own name. */
function knownOf(name, inputs) {
  const of = (what) => `${what}:${name}`
  return {
    ...{
      arn: of("arn"),
      streamArn: of("arn:stream"),
      name: inputs.name ?? name,
      bucket: inputs.bucket ?? name,
    },
    ...{
      url: `https://${name}.example`,
      functionUrl: `https://${name}.lambda-url.example/`,
      domainName: `${name}.example`,
    },
    ...{ bucketRegionalDomainName: `${name}.s3.example`, hostedZoneId: "Z1", etag: "1" },
    ...{
      result: "r".repeat(inputs.length ?? 1),
      base64: Buffer.alloc(inputs.length ?? 1).toString("base64"),
    },
  }
}

/** Without the wrapping of secrets. */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== "object" || value === null) return value
  if ("4dabf18193072939515e22adb298388d" in value) return plain(value.value)
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]))
}

async function textOf(request) {
  const pieces = []
  for await (const piece of request) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}
