/** Which calls of AWS are in the code of a function: what a bundle of it holds, without what nobody reaches. */
import { globSync } from "node:fs"
import { build } from "esbuild"

const ENTRIES = {
  // OpenNext's own code stands around it: what it calls, SST gives it leave for (infra/web.ts).
  Web: () => [
    ...globSync("app/**/*.{ts,tsx}").filter((file) => !/\.test\.tsx?$/.test(file)),
    "lib/aws/wrapper.ts",
  ],
  Stream: () => ["lib/workers/stream.lambda.ts"],
  Saga: () => ["lib/workers/saga.lambda.ts"],
  Schedule: () => ["lib/workers/schedule.lambda.ts"],
  Feedback: () => ["lib/workers/feedback.lambda.ts"],
}
export type FunctionName = keyof typeof ENTRIES
export const FUNCTION_NAMES = Object.keys(ENTRIES) as FunctionName[]

const WRITING = ["PutItem", "UpdateItem", "DeleteItem", "ConditionCheckItem"]
/** What IAM asks for, for each. */
const ACTIONS: Record<string, string[]> = {
  GetCommand: ["dynamodb:GetItem"],
  BatchGetCommand: ["dynamodb:BatchGetItem"],
  QueryCommand: ["dynamodb:Query"],
  PutCommand: ["dynamodb:PutItem"],
  UpdateCommand: ["dynamodb:UpdateItem"],
  DeleteCommand: ["dynamodb:DeleteItem"],
  TransactWriteCommand: WRITING.map((name) => `dynamodb:${name}`),
  BatchWriteCommand: ["dynamodb:BatchWriteItem"],
  DescribeTableCommand: ["dynamodb:DescribeTable"],
  DescribeStreamCommand: ["dynamodb:DescribeStream"],
  GetRecordsCommand: ["dynamodb:GetRecords"],
  GetShardIteratorCommand: ["dynamodb:GetShardIterator"],
  GetObjectCommand: ["s3:GetObject"],
  PutObjectCommand: ["s3:PutObject"],
  CreateMultipartUploadCommand: ["s3:PutObject"],
  UploadPartCommand: ["s3:PutObject"],
  CompleteMultipartUploadCommand: ["s3:PutObject"],
  createPresignedPost: ["s3:PutObject"],
  DeleteObjectCommand: ["s3:DeleteObject"],
  DeleteObjectsCommand: ["s3:DeleteObject"],
  ListObjectsV2Command: ["s3:ListBucket"],
  // nodemailer is given it, and sends mail as a whole.
  SESv2Client: ["ses:SendEmail", "ses:SendRawEmail"],
  // Of the cache that lib/db/dax.ts gives.
  "dax.batchGet": ["dax:BatchGetItem"],
  "dax.query": ["dax:Query"],
}

/** @returns what it may call, sorted. @throws where it calls what is not known here */
export async function calledBy(name: FunctionName): Promise<string[]> {
  const { outputFiles } = await build({
    entryPoints: ENTRIES[name](),
    ...{ bundle: true, splitting: true, platform: "node", format: "esm", packages: "external" },
    ...{ jsx: "automatic", write: false, outdir: "called", logLevel: "error" },
    loader: { ".css": "empty", ".woff2": "empty", ".svg": "empty", ".png": "empty", ".ico": "empty" },
  })
  const code = outputFiles.map(({ text }) => text).join("\n")
  // Where two files import it, esbuild numbers it.
  const found = [...code.matchAll(/\bnew (\w+?Command|SESv2Client)\d*\(|\b(createPresignedPost)\(/g)]
  const ofDax = [...code.matchAll(/\bdax\d*\??\.(\w+)\(/g)].map(([, call]) => `dax.${call}`)
  const called = new Set([...found.map(([, command, call]) => command ?? call!), ...ofDax])
  called.delete("dax.shutdown")
  const unknown = [...called].filter((one) => !(one in ACTIONS))
  if (unknown.length > 0)
    throw new Error(`What does IAM ask for, for ${unknown.join(", ")}? Say it in ACTIONS.`)
  return [...new Set([...called].flatMap((one) => ACTIONS[one]!))].sort()
}
