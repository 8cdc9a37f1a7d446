/** The files of an archive. */
import { opendir, readFile, stat } from "node:fs/promises"
import { join } from "node:path"

/** No page of Discourse's is a hundredth of it; what is larger is another export and would fill the memory. */
const MAX_FILE = 200 * 1024 * 1024

/** Paths of all files below `folder`, relative to it, in order. Links are not followed. */
export async function filesIn(folder: string): Promise<string[]> {
  const files: string[] = []
  const walk = async (below: string): Promise<void> => {
    for await (const entry of await opendir(join(folder, below))) {
      const path = below ? `${below}/${entry.name}` : entry.name
      if (entry.isDirectory()) await walk(path)
      else if (entry.isFile()) files.push(path)
    }
  }
  await walk("")
  return files.sort()
}

/** A file's text, or why it cannot be read. */
export async function textOf(folder: string, file: string): Promise<{ text: string } | { reason: string }> {
  if (!/\.json$/i.test(file)) return { reason: "not a .json file" }
  try {
    const { size } = await stat(join(folder, file))
    if (size > MAX_FILE) return { reason: "larger than 200 MB" }
    return { text: await readFile(join(folder, file), "utf8") }
  } catch (error) {
    return { reason: `unreadable (${(error as NodeJS.ErrnoException).code ?? "error"})` }
  }
}
