import { findCategory } from "#lib/db/patterns/categories.ts"
import { CategoryInput, changeCategory, createCategory } from "#lib/forum/categories.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { type Command, Mistake, type Values } from "./command.ts"

const OPERATOR = { kind: "operator" } as const

/** Creates a category or changes one, until there is a page for it. */
export const category: Command = {
  name: "category",
  usage: "<address part> [--name ...]",
  summary: "Creates a category, or changes what is named of one that is there.",
  mayRunTwice: "May be run twice: the second time changes nothing.",
  options: {
    name: { type: "string" },
    description: { type: "string" },
    readers: { type: "string" },
    writers: { type: "string" },
    kind: { type: "string" },
    parent: { type: "string" },
    position: { type: "string" },
    hue: { type: "string" },
  },
  help: {
    name: "what people read; needed for a new one",
    description: "one sentence below the name",
    readers: "everyone, members or staff",
    writers: "members or staff",
    kind: "discussion, or question: with accepted answers",
    parent: "address part of the category above; none takes it out",
    position: "0 to 9999, low is first",
    hue: "colour, 0 to 359 degrees",
  },
  async run([id, ...more], values) {
    if (!id || more.length > 0)
      throw new Mistake("Name one category by its address part: npm run forum -- category <address part>")
    const { change, made } = await withForum(async () => {
      const there = await findCategory(id, { consistent: true })
      const change = inputFrom(id, values, there?.name)
      const made = there
        ? await changeCategory(OPERATOR, there.id, change)
        : await createCategory(OPERATOR, { ...change, id })
      return { change: there ? "changed" : "created", made }
    })
    console.log(
      `The category ${made.name} (/c/${made.id}) is ${change}: readers ${made.readers}, writers ${made.writers}, ${made.kind}.`,
    )
    return 0
  },
}

type Input = Omit<Parameters<typeof createCategory>[1], "id">

function inputFrom(id: string, values: Values, present: string | undefined): Input {
  const given = Object.fromEntries(
    Object.entries(values).filter(([name, value]) => name !== "help" && value !== undefined),
  )
  const numbers = Object.fromEntries(
    ["position", "hue"].flatMap((name) => (given[name] === undefined ? [] : [[name, Number(given[name])]])),
  )
  const parent = "parent" in given ? { parent: given.parent === "none" ? undefined : given.parent } : {}
  const input = { name: present, ...given, ...numbers, ...parent }
  const parsed = CategoryInput.safeParse({ ...input, id })
  if (parsed.success) return input as Input
  const [issue] = parsed.error.issues
  throw new Mistake(`--${issue?.path.join(".") || "name"}: ${issue?.message}`)
}
