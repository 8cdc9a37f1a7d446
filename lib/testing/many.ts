/** Acts on many topics or posts at once, for tests: what is chosen, and doing it. */
import { findTopic } from "#lib/db/patterns/topics.ts"
import { caseIdOf } from "#lib/forum/cases.ts"
import type { ManyAct } from "#lib/forum/many.ts"
import { actOnMany, SelectInput } from "#lib/forum/selecting.ts"
import { aCategory, aForm, aTopic, someone, staff } from "./people.ts"
import { finish } from "./sagas.ts"

type Member = Awaited<ReturnType<typeof staff>>
type Choice = {
  of?: "topics" | "posts"
  act: ManyAct
  items: string[]
  category?: string
  tags?: string
  words?: string
}

export const manyInput = ({ of = "topics", words = "", ...choice }: Choice) =>
  SelectInput.parse({ form: aForm(), of, words, ...choice })

/** Does it, to its end. */
export async function doMany(mod: Member, choice: Choice, work?: Parameters<typeof finish>[1]) {
  const { id } = await actOnMany(mod, manyInput(choice))
  return finish(id, work)
}

export async function sceneOfMany(count = 3) {
  const [ann, ben, mod, category] = [await someone(), await someone(), await staff(), await aCategory()]
  const made: Awaited<ReturnType<typeof aTopic>>[] = []
  for (let n = 0; n < count; n++)
    made.push(await aTopic(n % 2 ? ben : ann, category, { title: `Number ${n}`, tags: ["tar"] }))
  return {
    ann,
    ben,
    mod,
    category,
    made,
    topics: made.map(({ topic }) => topic),
    posts: made.map(({ post }) => post),
  }
}

export const rowOf = async (topic: string) => (await findTopic(topic, { consistent: true }))!
export const caseOf = (post: string) => caseIdOf({ kind: "post", id: post })
