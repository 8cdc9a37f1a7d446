/** What an import read, wrote, merged and skipped, and why: every record is in one of these. */

/** Examples of files that are named for each reason. */
const EXAMPLES = 5

type Reasons = Map<string, { count: number; examples: string[] }>

export class ImportReport {
  readonly files = { found: 0, read: 0, skipped: 0 }
  readonly posts = { read: 0, written: 0, kept: 0, merged: 0, skipped: 0, left: 0 }
  readonly topics = { written: 0, extended: 0, kept: 0 }
  readonly members = { written: 0, kept: 0, renamed: 0 }
  readonly categories = { written: 0, kept: 0 }
  readonly reasons: Record<"file" | "post" | "note", Reasons> = {
    file: new Map(),
    post: new Map(),
    note: new Map(),
  }
  seconds = 0
  interrupted = false

  skipFile(reason: string, file: string): void {
    this.files.skipped++
    this.#add("file", reason, file)
  }

  skipPost(reason: string, where: string): void {
    this.posts.skipped++
    this.#add("post", reason, where)
  }

  /** Something that was done differently than the source has it. */
  note(what: string, where: string): void {
    this.#add("note", what, where)
  }

  #add(kind: keyof ImportReport["reasons"], reason: string, where: string): void {
    const reasons = this.reasons[kind]
    const entry = reasons.get(reason) ?? { count: 0, examples: [] }
    entry.count++
    if (entry.examples.length < EXAMPLES && !entry.examples.includes(where)) entry.examples.push(where)
    reasons.set(reason, entry)
  }

  /** The report as lines of text. */
  lines(dryRun: boolean): string[] {
    const { files, posts, topics, members, categories } = this
    const did = dryRun ? "would write" : "written"
    const rate = this.seconds > 0 ? `, ${Math.round(posts.read / this.seconds)} posts a second` : ""
    return [
      `files       ${files.found}: ${files.read} read, ${files.skipped} skipped`,
      `posts       ${posts.read} read: ${posts.written} ${did}, ${posts.kept} there already, ${posts.merged} merged (repeated), ${posts.skipped} skipped${posts.left > 0 ? `, ${posts.left} left for the next run` : ""}`,
      `topics      ${topics.written} ${did}, ${topics.extended} extended, ${topics.kept} there already`,
      `members     ${members.written} ${did}, ${members.kept} there already, ${members.renamed} under another name`,
      `categories  ${categories.written} ${did}, ${categories.kept} there already`,
      `time        ${this.seconds.toFixed(1)} s${rate}`,
      ...this.#list("Files skipped", this.reasons.file),
      ...this.#list("Posts skipped", this.reasons.post),
      ...this.#list("Worth knowing", this.reasons.note),
    ]
  }

  #list(title: string, reasons: Reasons): string[] {
    if (reasons.size === 0) return []
    const lines = Array.from(reasons, ([reason, { count, examples }]) => {
      const more = count > examples.length ? ", ..." : ""
      return `  ${count} × ${reason}: ${examples.join(", ")}${more}`
    })
    return ["", `${title}:`, ...lines]
  }
}
