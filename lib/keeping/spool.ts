/**
 * Where an export collects what it reads, on the disk and not in memory: a SQLite file, in which a later state of an item
 * takes the place of an earlier one, and from which everything comes in the order of the archive.
 */
import { closeSync, openSync, rmSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { type Change, shardName } from "#lib/db/change.ts"
import { RESTORE } from "#lib/db/items/restores.ts"
import { CHECKPOINT, type Checkpoint, Checkpoints } from "#lib/db/items/stream.ts"
import { CHECKPOINT_KEY } from "#lib/db/keys/stream.ts"
import { type Line, lineAfter, rawIn, textOfChange } from "#lib/db/whole.ts"

/** What is no part of a forum: how far this table's stream was followed, and that it was restored. */
const OF_THIS_TABLE = [CHECKPOINT, RESTORE]

export class Spool {
  readonly #file: string
  readonly #database: DatabaseSync
  #isOrdered = false

  /** @param file is made anew; what a killed export left there is thrown away */
  constructor(file: string) {
    this.#file = file
    this.#remove()
    // It holds what the archive holds.
    closeSync(openSync(file, "wx", 0o600))
    this.#database = new DatabaseSync(file)
    // Nothing of it is needed after a crash.
    this.#database.exec(`
      PRAGMA journal_mode = OFF;
      PRAGMA synchronous = OFF;
      PRAGMA cache_size = -16000;
      CREATE TABLE items (entity TEXT, pk TEXT, sk TEXT, line TEXT, PRIMARY KEY (pk, sk)) WITHOUT ROWID;
      CREATE TABLE changes (n INTEGER PRIMARY KEY, shard TEXT, sequence TEXT, line TEXT);
    `)
  }

  addLines(lines: readonly Line[]): void {
    const put = this.#database.prepare("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?)")
    this.#together(() => {
      for (const { entity, pk, sk, line } of lines) put.run(entity, pk, sk, line)
    })
  }

  /** @param kept also as they are, for those who have to apply them */
  addChanges(changes: readonly Change[], kept: boolean): void {
    const put = this.#database.prepare("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?)")
    const drop = this.#database.prepare("DELETE FROM items WHERE pk = ? AND sk = ?")
    const keep = this.#database.prepare("INSERT INTO changes (shard, sequence, line) VALUES (?, ?, ?)")
    this.#together(() => {
      for (const change of changes) {
        const { entity, pk, sk, line } = lineAfter(change)
        if (line) put.run(entity, pk, sk, line)
        else drop.run(pk, sk)
        if (kept && !OF_THIS_TABLE.includes(entity))
          keep.run(change.shard, change.sequence, textOfChange(change))
      }
    })
    if (kept && changes.some(({ entityType }) => entityType === CHECKPOINT)) this.forgetApplied()
  }

  /** How far the stream was applied, by what was read of it. */
  get checkpoint(): Checkpoint | undefined {
    const { PK, SK } = CHECKPOINT_KEY
    const row = this.#database.prepare("SELECT line FROM items WHERE pk = ? AND sk = ?").get(PK, SK)
    return row && Checkpoints.read(rawIn(String(row.line)))
  }

  /** Leaves out the changes that were applied, as far as the checkpoint knows. */
  forgetApplied(): void {
    const { position } = this.checkpoint ?? {}
    if (!position) return
    const some = this.#database.prepare("DELETE FROM changes WHERE shard = ? AND sequence <= ?")
    for (const [shard, last] of Object.entries(position.shards)) {
      const { base } = position
      const through = /^\d+$/.test(last) ? String(BigInt(last) + BigInt(base)).padStart(40, "0") : "~"
      if (/^\d+$/.test(last) || last === "all") some.run(shardName({ shard, base }), through)
    }
  }

  /** Which kinds of items there are, how many, and how long their lines are together. Without what belongs to this table alone. */
  kinds(): { entity: string; lines: number; bytes: number }[] {
    this.#order()
    const rows = this.#database
      .prepare(
        `SELECT entity, COUNT(*) AS lines, SUM(LENGTH(CAST(line AS BLOB)) + 1) AS bytes FROM items
         WHERE entity NOT IN (?, ?) GROUP BY entity ORDER BY entity`,
      )
      .all(...OF_THIS_TABLE)
    return rows.map(({ entity, lines, bytes }) => ({
      entity: String(entity),
      lines: Number(lines),
      bytes: Number(bytes),
    }))
  }

  /** The lines of a kind, in the order of their keys. */
  *lines(entity: string): Generator<string> {
    this.#order()
    const rows = this.#database
      .prepare("SELECT line FROM items WHERE entity = ? ORDER BY pk, sk")
      .iterate(entity)
    for (const { line } of rows) yield String(line)
  }

  /** The lines of one item collection. */
  *linesUnder(pk: string): Generator<string> {
    const rows = this.#database.prepare("SELECT line FROM items WHERE pk = ? ORDER BY sk").iterate(pk)
    for (const { line } of rows) yield String(line)
  }

  changesSize(): { lines: number; bytes: number } {
    const row = this.#database
      .prepare("SELECT COUNT(*) AS lines, SUM(LENGTH(CAST(line AS BLOB)) + 1) AS bytes FROM changes")
      .get()
    return { lines: Number(row?.lines), bytes: Number(row?.bytes ?? 0) }
  }

  *changes(): Generator<string> {
    for (const { line } of this.#database.prepare("SELECT line FROM changes ORDER BY n").iterate())
      yield String(line)
  }

  close(): void {
    this.#database.close()
    this.#remove()
  }

  #order(): void {
    if (this.#isOrdered) return
    this.#database.exec("CREATE INDEX by_kind ON items (entity, pk, sk)")
    this.#isOrdered = true
  }

  #together(work: () => void): void {
    this.#database.exec("BEGIN")
    work()
    this.#database.exec("COMMIT")
  }

  #remove(): void {
    for (const end of ["", "-journal"]) rmSync(`${this.#file}${end}`, { force: true })
  }
}
