/**
 * Instances of the bundled Lambdas for tests: a process each, with nothing of this machine but Node. It may read its own
 * folder and write to its own /tmp, start no other process, and knows the environment that a Lambda has.
 */
import { type ChildProcess, fork } from "node:child_process"
import { randomUUID } from "node:crypto"
import { rmSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { brotliDecompressSync, gunzipSync } from "node:zlib"
import { scratch } from "./scratch.ts"

type Told = {
  id?: string
  piece?: string
  ended?: true
  value?: unknown
  error?: string
  importMs?: number
  cpuMs?: number
  rss?: number
  most?: number
  /** Of a function that streams: it would not end before its time is over. */
  waits?: true
}

/**
 * What came back of an event: of a function that streams, its pieces, each with the moment at which it came. And the bytes of
 * memory that the instance has had at most, so far.
 */
export type Outcome = { value?: unknown; pieces: { bytes: Buffer; at: number }[]; most: number }

export type Instance = {
  /** Milliseconds that the import took, of the clock and of the processor, and bytes of memory after it. */
  cold: { importMs: number; cpuMs: number; rss: number }
  /** @param ms how long it may take */
  invoke(event: unknown, ms?: number): Promise<Outcome>
  stop(): Promise<void>
  /** What it printed. */
  said(): string
}

const INSTANCE = fileURLToPath(new URL("./lambda-instance.mjs", import.meta.url))

/** Starts one on a bundle. @param folder of the bundle · @param env what the deployment sets */
export async function anInstance(folder: string, env: Record<string, string>): Promise<Instance> {
  const tmp = scratch("lambda")
  const child = fork(INSTANCE, [], {
    cwd: folder,
    env: {
      ...AS_IN_LAMBDA,
      TMPDIR: tmp,
      STOA_DATA: tmp,
      ...env,
      LAMBDA_TASK_ROOT: folder,
      LAMBDA_HANDLER_FILE: join(folder, "index.mjs"),
    },
    execArgv: [
      "--permission",
      "--allow-addons",
      ...[folder, tmp, INSTANCE].map((place) => `--allow-fs-read=${place}`),
      `--allow-fs-write=${tmp}`,
      "--disable-warning=SecurityWarning",
    ],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  })
  const said: string[] = []
  for (const output of [child.stdout, child.stderr]) output?.on("data", (chunk) => said.push(String(chunk)))
  const first = await new Promise<Told>((done, failed) => {
    child.once("message", (told) => done(told as Told))
    child.once("exit", (code) => failed(new Error(`The Lambda did not start (${code}):\n${said.join("")}`)))
  })
  return {
    cold: { importMs: first.importMs ?? 0, cpuMs: first.cpuMs ?? 0, rss: first.rss ?? 0 },
    invoke: (event, ms = 30_000) => invoke(child, event, ms),
    said: () => said.join(""),
    async stop() {
      const gone = new Promise((done) => child.once("exit", done))
      child.kill()
      await gone
      rmSync(tmp, { recursive: true, force: true })
    },
  }
}

const AS_IN_LAMBDA: NodeJS.ProcessEnv = {
  NODE_ENV: "production",
  AWS_LAMBDA_FUNCTION_NAME: "stoa",
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "of-the-function",
  AWS_SECRET_ACCESS_KEY: "of-the-function",
  AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
}

function invoke(child: ChildProcess, event: unknown, ms: number): Promise<Outcome> {
  const id = randomUUID()
  const pieces: Outcome["pieces"] = []
  return new Promise((done, failed) => {
    const listen = (message: unknown): void => {
      const told = message as Told
      if (told.id !== id) return
      if (told.piece) pieces.push({ bytes: Buffer.from(told.piece, "base64"), at: performance.now() })
      if (!told.ended) return
      child.off("message", listen)
      if (told.error) failed(new Error(told.error))
      else if (told.waits) failed(new Error("The Lambda would wait until its time is over."))
      else done({ value: told.value, pieces, most: told.most ?? 0 })
    }
    child.on("message", listen)
    child.send({ id, event, ms })
  })
}

/** An answer as CloudFront gets it. */
export type Answer = {
  status: number
  headers: Record<string, string>
  cookies: string[]
  /** As it was sent, and as a browser unpacks it. */
  sent: Buffer
  body: Buffer
  text: string
  /** Of a function that streams. */
  pieces: Outcome["pieces"]
}

type Prelude = { statusCode: number; headers: Record<string, string>; cookies: string[] }

export type Asking = {
  method?: string
  headers?: Record<string, string>
  cookies?: string[]
  body?: string | Buffer
  /** The address of whoever asks, as the edge says. */
  from?: string
}

/** The secret that the edge adds, in tests. */
export const EDGE_SECRET = "which only the edge of the tests knows"

/** The event that a function URL makes of a request which CloudFront sent on. */
export function urlEvent(
  path: string,
  { method = "GET", headers, cookies, body, from = "203.0.113.7" }: Asking = {},
) {
  const [rawPath = "/", rawQueryString = ""] = path.split(/\?(.*)/s)
  const http = {
    method,
    path: rawPath,
    protocol: "HTTP/1.1",
    sourceIp: "64.252.70.1",
    userAgent: "Amazon CloudFront",
  }
  const domainName = "abcdefghij.lambda-url.eu-central-1.on.aws"
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString,
    ...(cookies && { cookies }),
    headers: {
      host: domainName,
      accept: "text/html",
      // As CloudFront writes it, whatever a browser said.
      "accept-encoding": "br,gzip",
      "x-forwarded-host": "forum.example.org",
      "x-forwarded-proto": "https",
      "x-forwarded-port": "443",
      "x-forwarded-for": `6.6.6.6, ${from}`,
      "x-stoa-edge": EDGE_SECRET,
      "x-stoa-client": from,
      "x-amz-cf-id": "Zs9...",
      via: "2.0 0123456789abcdef.cloudfront.net (CloudFront)",
      ...headers,
    },
    requestContext: {
      accountId: "anonymous",
      apiId: "abcdefghij",
      domainName,
      domainPrefix: "abcdefghij",
      http,
      requestId: randomUUID(),
      routeKey: "$default",
      stage: "$default",
      time: "22/Nov/2026:01:00:00 +0000",
      timeEpoch: Date.now(),
    },
    ...(body !== undefined && { body: Buffer.from(body).toString("base64") }),
    isBase64Encoded: body !== undefined,
  }
}

/** Asks an instance of the site for an address. */
export async function ask(instance: Instance, path: string, asking?: Asking): Promise<Answer> {
  const { value, pieces } = await instance.invoke(urlEvent(path, asking))
  const [{ statusCode: status, headers, cookies }, sent] =
    value === undefined ? ofStream(pieces) : asWhole(value as Prelude & Body)
  const unpack = UNPACK[headers["content-encoding"] ?? ""]
  const body = unpack && sent.length > 0 ? unpack(sent) : sent
  return { status, headers, cookies, sent, body, text: body.toString(), pieces }
}

const UNPACK: Record<string, (bytes: Buffer) => Buffer> = { br: brotliDecompressSync, gzip: gunzipSync }

type Body = { body: string; isBase64Encoded: boolean }

/** What a function's URL takes of an answer that is given as a whole. */
function asWhole(value: Prelude & Body): [Prelude, Buffer] {
  const length = JSON.stringify(value).length
  if (length > 6 * 2 ** 20) throw new Error(`Lambda does not take ${length} bytes.`)
  const strange = Object.entries(value.headers).filter(
    ([name, text]) => typeof text !== "string" || ["content-length", "set-cookie"].includes(name),
  )
  if (strange.length > 0) throw new Error(`Lambda would send on in a way of its own: ${strange}`)
  if (!value.headers["content-type"]) throw new Error("Lambda would say that it is JSON.")
  return [value, Buffer.from(value.body, value.isBase64Encoded ? "base64" : "utf8")]
}

function ofStream(pieces: Outcome["pieces"]): [Prelude, Buffer] {
  const whole = Buffer.concat(pieces.map(({ bytes }) => bytes))
  // The prelude ends with eight zeros.
  const end = whole.indexOf(Buffer.alloc(8))
  if (end < 0) throw new Error(`No prelude: ${whole.subarray(0, 200)}`)
  const body = whole.subarray(end + 8)
  if (body.length === 0) throw new Error("The function's URL never ends a streamed answer without a body.")
  return [JSON.parse(whole.subarray(0, end).toString()), body]
}
