/**
 * What each function may do: what its code does, and no more, which permissions.test.ts finds out from what is bundled.
 * Where a resource has a star, the reason stands beside it, which permissions.test.ts wants.
 */
import { TABLE } from "../lib/db/definition.ts"
import { identityArn, type Mail } from "./email.ts"
import type { Table } from "./table.ts"
import type { Uploads } from "./uploads.ts"

/** No function scans: a scan is of `export`, `check` and migrations, which the operator runs as themselves. */
const READING_BY_KEY = ["dynamodb:GetItem", "dynamodb:BatchGetItem"]
const READING = [...READING_BY_KEY, "dynamodb:Query"]
/** A transaction is allowed by what stands in it. */
const WRITING = [
  "dynamodb:PutItem",
  "dynamodb:UpdateItem",
  "dynamodb:DeleteItem",
  "dynamodb:ConditionCheckItem",
]

export function permissionsOn({ table, uploads, mail }: { table: Table; uploads: Uploads; mail: Mail }) {
  const indexes = Object.keys(TABLE.indexes).map((name) => $interpolate`${table.arn}/index/${name}`)
  const onTable = (actions: string[]) => ({
    actions,
    resources: [table.arn, ...(actions.includes("dynamodb:Query") ? indexes : [])],
  })
  const readAndWrite = [onTable(READING), onTable(WRITING)]
  // Segments of the search index are written whole, by who keeps it: no page is.
  const inBatches = onTable(["dynamodb:BatchWriteItem"])
  // Pictures have names that are made when they come, and the bucket holds nothing else.
  const onFiles = (...actions: string[]) => ({ actions, resources: [$interpolate`${uploads.arn}/*`] })
  // Without it S3 says of what is not there that it may not be seen: a picture that is gone would be an error.
  const findFiles = { actions: ["s3:ListBucket"], resources: [uploads.arn] }
  // A mail that is handed over whole is `SendRawEmail` to IAM, whatever the call is named.
  const actions = ["ses:SendEmail", "ses:SendRawEmail"]
  const send = [
    { actions, resources: [...mail.identities, mail.setArn] },
    {
      // In the sandbox IAM asks for whom it goes to as well, who is a confirmed identity of the account there.
      actions,
      resources: [identityArn("*")],
      conditions: [{ test: "StringEquals", variable: "ses:FromAddress", values: spellings(mail.address) }],
    },
  ]
  const follow = {
    actions: ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
    resources: [table.nodes.table.streamArn],
  }
  // AWS takes no resource for it: which streams there are is no secret, and nothing can be read by it.
  const findStreams = { actions: ["dynamodb:ListStreams"], resources: ["*"] }
  // A dead letter of a counter is set right from the table, once all that the stream has told by then was heard.
  const hearAll = [{ actions: ["dynamodb:DescribeTable"], resources: [table.arn] }, follow]
  return {
    web: [
      ...readAndWrite,
      inBatches,
      // What it deletes is what a browser put down, and pictures of dead letters: old versions stay (infra/uploads.ts).
      onFiles("s3:GetObject", "s3:PutObject", "s3:DeleteObject"),
      findFiles,
      ...send,
      ...hearAll,
    ],
    stream: [...readAndWrite, inBatches, onFiles("s3:DeleteObject"), findFiles, follow, findStreams],
    saga: [...readAndWrite, follow, findStreams],
    schedule: [...readAndWrite, inBatches, onFiles("s3:DeleteObject"), findFiles, ...send, ...hearAll],
    feedback: [onTable(READING_BY_KEY), onTable(WRITING)],
  }
}

/** As it is set, and as it is sent: names of domains are written small. */
function spellings(address: string): string[] {
  const [who, domain] = address.split("@") as [string, string]
  return [...new Set([address, `${who}@${domain.toLowerCase()}`])]
}

export type Permissions = ReturnType<typeof permissionsOn>
