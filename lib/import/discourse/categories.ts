/** Where the topics go: categories by their names where the source tells them, and "Category 11" where it does not. */
import { isForumError } from "#lib/base/errors.ts"
import { slugOf } from "#lib/base/slug.ts"
import { putMany } from "#lib/db/batch.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { OldAddresses } from "#lib/db/items/site.ts"
import { findCategory, listCategories } from "#lib/db/patterns/categories.ts"
import { findOldAddresses } from "#lib/db/patterns/imports.ts"
import { CategoryInput, changeCategory, createCategory } from "#lib/forum/categories.ts"
import { t } from "#lib/words/t.ts"
import type { ImportReport } from "../report.ts"
import type { Archive } from "./archive.ts"
import type { SourceCategory } from "./source.ts"

const OPERATOR = { kind: "operator" } as const
const MAX_NAME = 50
const MAX_DESCRIPTION = 300
/** Topics of Discourse may be without a category. */
const NONE = -1

/** @param used numbers of the categories that have topics; undefined is "uncategorized" */
export async function placeCategories(
  archive: Archive,
  used: Map<number | undefined, { hasAnswers: boolean }>,
  report: ImportReport,
  dryRun: boolean,
): Promise<Map<number | undefined, string>> {
  const wanted = withParents(archive, used)
  const places = new Map<number | undefined, string>()
  if (dryRun) {
    for (const number of wanted) places.set(number, idOf(sourceOf(archive, number)))
    report.categories.written += places.size
    return places
  }
  const numbers = wanted.map((number) => number ?? NONE)
  const known = await findOldAddresses(numbers.map((number) => identity(archive, number)))
  for (const [i, number] of wanted.entries()) {
    const source = sourceOf(archive, number)
    const old = known[i]
    const promised = old?.to.kind === "category" ? old.to.category : undefined
    const found = promised ? await findCategory(promised, { consistent: true }) : await sameNameHere(source)
    const category = found ?? (await create(archive, source, places, promised))
    report.categories[found ? "kept" : "written"]++
    places.set(number, category.id)
    await keepAddresses(archive, number ?? NONE, category.id)
    if (used.get(number)?.hasAnswers && category.kind !== "question") {
      await changeCategory(OPERATOR, category.id, { kind: "question" })
      report.note("category became a question category, since it has accepted answers", category.name)
    }
  }
  return places
}

/** Parents first, so that they are there when their children come. */
function withParents(archive: Archive, used: Map<number | undefined, unknown>): (number | undefined)[] {
  const numbers = new Set<number | undefined>()
  for (const number of [...used.keys()].sort((a, b) => (a ?? NONE) - (b ?? NONE))) {
    const parent = topmostAbove(archive, number)
    if (parent !== undefined) numbers.add(parent)
  }
  return [...new Set([...numbers, ...used.keys()])]
}

/** One level of sub-categories: what lies deeper goes below the topmost. */
function topmostAbove({ categories }: Archive, number: number | undefined): number | undefined {
  let above = number === undefined ? undefined : categories.get(number)?.parent
  for (let steps = 0; above !== undefined && steps < 10; steps++) {
    const next = categories.get(above)?.parent
    if (next === undefined) return categories.has(above) ? above : undefined
    above = next
  }
  return undefined
}

function sourceOf(archive: Archive, number: number | undefined): SourceCategory {
  const known = number === undefined ? undefined : archive.categories.get(number)
  const name = number === undefined ? t("imports.uncategorized") : t("imports.category", { number })
  return known ?? { id: number ?? NONE, name, description: "", restricted: false }
}

/** General here and General there are one, unless that would show what was not for everybody. */
async function sameNameHere(source: SourceCategory): Promise<Category | undefined> {
  if (/^Category \d+$/.test(source.name)) return undefined
  const name = source.name.toLowerCase()
  return (await listCategories()).find(
    (category) =>
      category.name.toLowerCase() === name && !(source.restricted && category.readers !== "staff"),
  )
}

/** @param promised the id under which an import that was killed had wanted to create it */
async function create(
  archive: Archive,
  source: SourceCategory,
  places: Map<number | undefined, string>,
  promised?: string,
): Promise<Category> {
  const above = topmostAbove(archive, source.id)
  const { id, n } = promised ? { id: promised, n: 1 } : await freeId(source)
  const input = CategoryInput.parse({
    id,
    name: n === 1 ? cut(source.name, MAX_NAME) : `${cut(source.name, MAX_NAME - 5)} ${n}`,
    description: cut(source.description, MAX_DESCRIPTION),
    position: Math.min(100 + (source.position ?? Math.max(source.id, 0)), 9999),
    hue: source.hue ?? (Math.max(source.id, 0) * 47) % 360,
    readers: source.restricted ? "staff" : "everyone",
    parent: above === undefined ? undefined : places.get(above),
  })
  // First the promise, then the category: killed in between, the next run creates this one and no second.
  await keepAddresses(archive, source.id, id)
  try {
    return await createCategory(OPERATOR, input)
  } catch (error) {
    if (!isForumError(error, "invalid")) throw error
    // A public category below a closed one: it stands by itself, closed as the one above was.
    return createCategory(OPERATOR, { ...input, parent: undefined, readers: "staff" })
  }
}

async function freeId(source: SourceCategory): Promise<{ id: string; n: number }> {
  for (let n = 1; ; n++) {
    const id = n === 1 ? idOf(source) : `${idOf(source)}-${n}`
    if (!(await findCategory(id, { consistent: true }))) return { id, n }
  }
}

function idOf({ name, id }: SourceCategory): string {
  const slug = slugOf(name)
    .slice(0, 40)
    .replace(/[^\p{L}\p{N}-]/gu, "")
    .replace(/-+$/, "")
  return slug || `category-${Math.max(id, 0)}`
}

function cut(text: string, length: number): string {
  return text.length <= length
    ? text
    : `${text
        .slice(0, length - 1)
        .toWellFormed()
        .trimEnd()}…`
}

/** How this forum's category is known again; the public address belongs to the first forum that was imported. */
function identity({ site }: Archive, number: number): string {
  return `discourse@${site}#c#${number}`
}

async function keepAddresses(archive: Archive, number: number, category: string): Promise<void> {
  const address = `discourse#c#${number}`
  const [open] = await findOldAddresses([address])
  const to = { kind: "category", category } as const
  await putMany([
    OldAddresses.encode({ address: identity(archive, number), to }),
    ...(open ? [] : [OldAddresses.encode({ address, to })]),
  ])
}
