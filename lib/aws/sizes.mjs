// How large what Lambdas run is: as it lies there, and packed as it is sent.
import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { deflateRawSync } from "node:zlib"

/** @returns {{ name: string, bytes: number, zipped: number }[]} one for each function */
/** @param {string} out */
export function sizesIn(out) {
  const workers = readdirSync(join(out, "workers")).map((name) => ({
    name,
    folder: join(out, "workers", name),
  }))
  return [{ name: "site", folder: join(out, "server-functions/default") }, ...workers].map(
    ({ name, folder }) => ({
      name,
      ...sizeOf(folder),
    }),
  )
}

export function printSizes(out) {
  const figure = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MB`
  for (const { name, bytes, zipped } of sizesIn(out))
    console.log(`${name.padEnd(10)} ${figure(bytes).padStart(9)}, packed ${figure(zipped).padStart(8)}`)
}

function sizeOf(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  let [bytes, zipped] = [0, 0]
  for (const { parentPath, name } of files) {
    const file = join(parentPath, name)
    bytes += statSync(file).size
    zipped += deflateRawSync(readFileSync(file), { level: 6 }).length
  }
  return { bytes, zipped }
}
