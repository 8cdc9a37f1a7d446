/** The table on whichever engine the configuration names, ready to be used by this process. */
import { join } from "node:path"
import { type Config, config, forgetConfig } from "#lib/config.ts"
import { findRestore } from "#lib/db/patterns/restores.ts"
import { ForeignTable } from "#lib/db/shape.ts"
import { connect, ensureTable } from "#lib/db/table.ts"
import { answers, embeddedEngine, engineBinary, speaksDynamo } from "#lib/dev/engine.ts"
import { noteNewTable } from "#lib/projections/building.ts"
import { endOrphan } from "./orphan.ts"
import { Refusal } from "./refusal.ts"
import { type Supervised, supervise } from "./supervise.ts"

export type Database = {
  /** Absent where the engine is not ours. */
  engine?: { file: string; endpoint: string; supervised: Supervised }
  stop(): Promise<void>
  kill(): void
}

export type DatabaseOptions = {
  gaveUp(reason: string): void
  /** Called whenever the engine's process is a new one. */
  started(engine: { pid: number; file: string; endpoint: string }): void
  /** Whether a table is taken of which a restore is under way: for who goes on with that. */
  mayBeHalf?: boolean
}

/** Starts the embedded engine where it is the one to use, connects, and creates the table. @throws Refusal */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const settings = config()
  const { engine: kind } = settings.dynamodb
  if (kind !== "embedded") {
    await requireEngine(settings)
    await createTable(settings)
    if (!options.mayBeHalf) await requireWhole()
    return { stop: async () => {}, kill: () => {} }
  }
  await endOrphan(settings.data)
  const engine = await embeddedEngine(join(settings.data, "stoa.db"), settings.dynoxide)
  const supervised = await supervise(engine, {
    gaveUp: options.gaveUp,
    started: ({ pid }) => options.started({ pid, file: engine.file, endpoint: engine.endpoint }),
  })
  pointAtEngine(engine.endpoint)
  try {
    await createTable(config())
    if (!options.mayBeHalf) await requireWhole()
  } catch (error) {
    await supervised.stop()
    throw error
  }
  return {
    engine: { file: engine.file, endpoint: engine.endpoint, supervised },
    stop: supervised.stop,
    kill: supervised.kill,
  }
}

/** Whether there is an engine at all, before anything is begun. @throws Refusal that says how to get one */
export async function requireEngine({ dynamodb, dynoxide }: Config): Promise<void> {
  const { engine, endpoint } = dynamodb
  if (engine === "embedded") return void engineBinary(dynoxide)
  if (!endpoint || (await speaksDynamo(endpoint))) return
  const what = (await answers(endpoint)) ? "No DynamoDB engine" : "Nothing"
  throw new Refusal(
    `${what} answers at DYNAMODB_ENDPOINT=${endpoint}: start that engine, or leave the setting out for the embedded one.`,
  )
}

/** Tells this process, and those that it starts, where the embedded engine is. */
export function pointAtEngine(endpoint: string): void {
  process.env.DYNAMODB_ENDPOINT = endpoint
  process.env.STOA_ENGINE = "embedded"
  forgetConfig()
  connect(config().dynamodb)
}

async function createTable({ dynamodb }: Config): Promise<void> {
  const { engine, endpoint, name } = dynamodb
  try {
    if (await ensureTable()) await noteNewTable()
  } catch (error) {
    if (error instanceof ForeignTable)
      throw new Refusal(
        `The table ${name} is not a forum's (${error.message}), and was left as it is: name another one, which is made then: STOA_TABLE=stoa-forum npm start`,
      )
    const why = inOneLine(error as Error)
    throw new Refusal(
      engine === "aws"
        ? `Amazon's DynamoDB cannot be used (${why}): check AWS_REGION, the credentials, and that they may create and describe the table ${name}.`
        : `The table ${name} could not be created at ${endpoint} (${why}): see that a DynamoDB engine listens there, and nothing else.`,
    )
  }
}

/** Some of the SDK's errors go on for lines about the SDK. */
function inOneLine({ name, message }: Error): string {
  const [first = ""] = message.trim().split("\n")
  return first ? `${name}: ${first}` : name
}

/** A part of a forum is none: whoever wrote there would write beside what is still to come. */
async function requireWhole(): Promise<void> {
  const restore = await findRestore()
  if (!restore) return
  throw new Refusal(
    `A restore was begun here at ${restore.startedAt} and has not ended: run npm run forum -- restore with the same archive again, which goes on, or name another data folder (STOA_DATA) or table (STOA_TABLE).`,
  )
}
