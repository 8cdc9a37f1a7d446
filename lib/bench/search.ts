/**
 * `npm run bench -- search <folder>`: how good and how quick the search is, on a collection that somebody judged:
 * corpus.jsonl {_id, title, text}, queries.jsonl {_id, text}, qrels.tsv. It asks the index that `npm start` uses.
 */
import { existsSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { SECOND } from "#lib/base/clock.ts"
import { mintId } from "#lib/base/ids.ts"
import { connect, ensureTable } from "#lib/db/table.ts"
import { embeddedEngine } from "#lib/dev/engine.ts"
import type { Entry } from "#lib/search/search-index.ts"
import { tableIndex } from "#lib/search/table/table-index.ts"
import { scratch } from "#lib/testing/scratch.ts"

export type Figures = {
  posts: number
  queries: number
  /** Milliseconds of this process per post, merging included. */
  indexing: number
  "nDCG@10": number
  "MRR@10": number
  "recall@100": number
  median: number
  p99: number
}

type Line = { _id: string; title?: string; text: string }

/** Indexes a collection in the table in use, and measures every query that is judged. */
export async function measureSearch(folder: string): Promise<Figures> {
  const corpus = lines(join(folder, "corpus.jsonl"))
  const queries = lines(join(folder, "queries.jsonl"))
  const relevant = judgements(join(folder, "qrels.tsv"))
  const names = new Map(corpus.map((line, i) => [idOf(line, i), line._id]))
  const cpu = process.cpuUsage()
  await fill(corpus)
  const { user, system } = process.cpuUsage(cpu)
  const judged = queries.filter(({ _id }) =>
    [...(relevant.get(_id)?.values() ?? [])].some((grade) => grade > 0),
  )
  const times: number[] = []
  const sums = { ndcg: 0, mrr: 0, recall: 0 }
  for (const query of judged) {
    const start = performance.now()
    const hits = await ask(query.text)
    times.push(performance.now() - start)
    // Where topics are the queries, their own text is no answer.
    const found = hits
      .map((id) => names.get(id)!)
      .filter((name) => name !== query._id || !isTopic(query, corpus))
    const grades = relevant.get(query._id)!
    sums.ndcg += ndcg(found.slice(0, 10), grades)
    sums.mrr += reciprocalRank(found.slice(0, 10), grades)
    sums.recall += recall(found.slice(0, 100), grades)
  }
  times.sort((a, b) => a - b)
  return {
    posts: corpus.length,
    queries: judged.length,
    indexing: (user + system) / 1000 / corpus.length,
    "nDCG@10": sums.ndcg / judged.length,
    "MRR@10": sums.mrr / judged.length,
    "recall@100": sums.recall / judged.length,
    median: times[Math.floor(times.length / 2)] ?? 0,
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
  }
}

/** As the stream brings them: some at a time, and the upkeep in between. All at the same time, so that none is newer. */
async function fill(corpus: Line[]): Promise<void> {
  const entries = corpus.map(
    (line, i): Entry => ({
      scope: "everyone",
      replaces: false,
      post: {
        post: idOf(line, i),
        topic: idOf(line, i),
        author: "nobody",
        category: "all",
        tags: [],
        title: line.title ?? "",
        text: line.text,
      },
    }),
  )
  for (let at = 0; at < entries.length; at += 100) {
    await tableIndex.put(entries.slice(at, at + 100), Date.now())
    await tableIndex.keepUp()
  }
}

const idOf = ({ _id }: Line, i: number): string => mintId(Date.UTC(2026, 0, 1), `bench ${_id}`, i)

async function ask(text: string): Promise<string[]> {
  const wish = { text, phrases: [], filters: { tags: [] }, order: "relevance" as const, byTopic: false }
  const found = await tableIndex.find(["everyone"], { ...wish, size: 101 })
  return found.hits.map(({ post }) => post)
}

/** In such collections a query has the name of the topic whose title it is. */
function isTopic(query: Line, corpus: Line[]): boolean {
  return corpus.some(({ _id, title }) => _id === query._id && title === query.text)
}

function lines(file: string): Line[] {
  const text = readFileSync(file, "utf8")
  return text.split("\n").flatMap((line) => (line.trim() ? [JSON.parse(line) as Line] : []))
}

function judgements(file: string): Map<string, Map<string, number>> {
  const grades = new Map<string, Map<string, number>>()
  for (const line of readFileSync(file, "utf8").split(/\r?\n/).slice(1)) {
    const [query, post, grade] = line.split("\t")
    if (!query || !post) continue
    const own = grades.get(query) ?? new Map<string, number>()
    grades.set(query, own.set(post, Number(grade)))
  }
  return grades
}

const gain = (grade: number, rank: number): number => (2 ** grade - 1) / Math.log2(rank + 2)

function ndcg(found: string[], grades: Map<string, number>): number {
  const ideal = [...grades.values()].sort((a, b) => b - a).slice(0, 10)
  const best = ideal.reduce((sum, grade, rank) => sum + gain(grade, rank), 0)
  return best === 0 ? 0 : found.reduce((sum, name, rank) => sum + gain(grades.get(name) ?? 0, rank), 0) / best
}

function reciprocalRank(found: string[], grades: Map<string, number>): number {
  const rank = found.findIndex((name) => (grades.get(name) ?? 0) > 0)
  return rank < 0 ? 0 : 1 / (rank + 1)
}

function recall(found: string[], grades: Map<string, number>): number {
  const all = [...grades.values()].filter((grade) => grade > 0).length
  return found.filter((name) => (grades.get(name) ?? 0) > 0).length / all
}

/** On a table of its own, in memory where there is such a folder. */
export async function benchSearch(folder: string | undefined): Promise<void> {
  if (!folder || !existsSync(join(folder, "corpus.jsonl")))
    throw new Error(
      "Say where the collection is: npm run bench -- search <folder with corpus.jsonl, queries.jsonl, qrels.tsv>",
    )
  const place = scratch("search")
  const engine = await embeddedEngine(join(place, "table.db"), process.env.DYNOXIDE_BIN)
  const running = await engine.start()
  try {
    connect({ engine: "embedded", endpoint: engine.endpoint, name: "search" })
    await ensureTable()
    const start = performance.now()
    const figures = await measureSearch(folder)
    for (const [name, value] of Object.entries(figures))
      console.log(
        `${name.padEnd(12)} ${Number.isInteger(value) ? value : value.toFixed(4)}${UNITS[name] ?? ""}`,
      )
    console.log(`${"in all".padEnd(12)} ${((performance.now() - start) / SECOND).toFixed(1)} s`)
  } finally {
    running.kill()
    await running.exited
    rmSync(place, { recursive: true, force: true })
  }
}

const UNITS: Record<string, string> = { indexing: " ms CPU a post", median: " ms", p99: " ms" }
