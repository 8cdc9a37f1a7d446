/** The table on whichever engine the configuration names, ready to be used by this process. */
import { join } from "node:path"
import { type Config, config, forgetConfig } from "#lib/config.ts"
import { findRestore } from "#lib/db/patterns/restores.ts"
import { connect, ensureTable } from "#lib/db/table.ts"
import { answers, embeddedEngine } from "#lib/dev/engine.ts"
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
  const { engine: kind, endpoint } = settings.dynamodb
  if (kind !== "embedded") {
    if (endpoint && !(await answers(endpoint)))
      throw new Refusal(
        `Nothing answers at DYNAMODB_ENDPOINT=${endpoint}: start that engine, or leave the setting out for the embedded one.`,
      )
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

/** Tells this process, and those that it starts, where the embedded engine is. */
export function pointAtEngine(endpoint: string): void {
  process.env.DYNAMODB_ENDPOINT = endpoint
  process.env.STOA_ENGINE = "embedded"
  forgetConfig()
  connect(config().dynamodb)
}

async function createTable({ dynamodb }: Config): Promise<void> {
  try {
    if (await ensureTable()) await noteNewTable()
  } catch (error) {
    const { name, message } = error as Error
    throw new Refusal(
      dynamodb.engine === "aws"
        ? `Amazon's DynamoDB cannot be used (${name}: ${message}): check AWS_REGION, the credentials, and that they may create and describe the table ${dynamodb.name}.`
        : `The table ${dynamodb.name} could not be created at ${dynamodb.endpoint} (${name}: ${message}).`,
    )
  }
}

/** A part of a forum is none: whoever wrote there would write beside what is still to come. */
async function requireWhole(): Promise<void> {
  const restore = await findRestore()
  if (!restore) return
  throw new Refusal(
    `A restore was begun here at ${restore.startedAt} and has not ended: run npm run forum -- restore with the same archive again, which goes on, or name another data folder (STOA_DATA) or table (STOA_TABLE).`,
  )
}
