// Some registries lack a few packages for other platforms. `npm install` then leaves them out of the
// lockfile and `npm ci` fails everywhere. This adds them as what they are: optional, for other machines.
// Run after every `npm install` that changes the lockfile: node lib/dev/complete-lockfile.mjs
import { readFileSync, writeFileSync } from "node:fs"

const OS = {
  darwin: "darwin",
  linux: "linux",
  win32: "win32",
  freebsd: "freebsd",
  android: "android",
  openbsd: "openbsd",
  netbsd: "netbsd",
  sunos: "sunos",
  aix: "aix",
}
const CPU = {
  x64: "x64",
  arm64: "arm64",
  arm: "arm",
  ia32: "ia32",
  riscv64: "riscv64",
  ppc64: "ppc64",
  s390x: "s390x",
  loong64: "loong64",
  mips64el: "mips64el",
}

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"))
let added = 0
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isListed(path, name)) continue
    const words = name.split(/[-/]/)
    const os = words.map((w) => OS[w]).find(Boolean)
    const cpu = words.map((w) => CPU[w]).find(Boolean)
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(cpu && { cpu: [cpu] }),
      ...(os && { os: [os] }),
      ...(words.includes("musl") && { libc: ["musl"] }),
      ...(words.includes("gnu") && os === "linux" && { libc: ["glibc"] }),
      optional: true,
    }
    added++
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`)
console.log(`package-lock.json: added ${added} optional packages for other platforms`)

/** Whether npm would find `name` from the package at `path`: nested beside it or hoisted. */
function isListed(path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    if (lock.packages[`${at ? `${at}/` : ""}node_modules/${name}`]) return true
    if (!at.includes("/node_modules/")) return Boolean(lock.packages[`node_modules/${name}`])
  }
}
