/** What both processes that are killed begin with: the engine beside them, its table, and topics to write in. */
import { spawn } from "node:child_process"
import { sleep } from "#lib/base/clock.ts"
import { connect, ensureTable } from "#lib/db/table.ts"
import { answers } from "#lib/dev/engine.ts"
import type { Written } from "#lib/forum/topics.ts"
import { aCategory, aTopic, staff } from "#lib/testing/people.ts"
import type { Scene } from "./crash-scene.ts"

/** From the command line: what is written to where, and how often. */
export type Stage = { endpoint: string; table: string; replies: number }

/** One line of JSON for who kills us. */
export const tell = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

/** Not detached: the engine dies with this process group, as a machine's processes do when the power goes. */
export async function openStage(): Promise<Stage> {
  const [binary, endpoint, file, table, replies] = process.argv.slice(2) as [
    string,
    string,
    string,
    string,
    string,
  ]
  spawn(binary, ["serve", "--port", new URL(endpoint).port, "--db-path", file], { stdio: "ignore" })
  while (!(await answers(endpoint))) await sleep(20)
  connect({ engine: "embedded", endpoint, name: table })
  await ensureTable()
  return { endpoint, table, replies: Number(replies) }
}

export async function setScene(): Promise<{ scene: Scene; topics: Written[] }> {
  const [member, category] = [await staff(), await aCategory()]
  const topics = await Promise.all(Array.from({ length: 8 }, () => aTopic(member, category)))
  return { topics, scene: { member, category: category.id, topics: topics.map(({ topic }) => topic) } }
}

/** All are on their way at once, and yet at different points of it. @param write gives the post of reply `i` */
export async function writeAll(
  replies: number,
  write: (i: number) => Promise<string | undefined>,
): Promise<void> {
  const one = async (_: unknown, i: number): Promise<void> => {
    await sleep(i)
    tell({ i, post: await write(i) })
  }
  await Promise.all(Array.from({ length: replies }, one))
}
