/** `npm run bench`: the forum as a whole; `npm run bench -- search <folder>`: how good and how quick its search is. */
const [what, ...rest] = process.argv.slice(2)

if (what === "search") {
  const { benchSearch } = await import("./search.ts")
  try {
    await benchSearch(rest[0])
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
} else await import("./bench.ts")

export {}
