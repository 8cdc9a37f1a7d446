/** Topics that close, open or stand first until a time, for tests. */
import { DAY, HOUR, now } from "#lib/base/clock.ts"
import { dueTimers } from "#lib/db/patterns/timers.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { caseIdOf } from "#lib/forum/cases.ts"
import { aCategory, aTopic, someone, staff } from "./people.ts"

export async function aTimedScene() {
  const [ann, mod, category] = [await someone(), await staff(), await aCategory()]
  const { topic, post } = await aTopic(ann, category)
  return { ann, mod, category, topic, post, id: caseIdOf({ kind: "topic", id: post }) }
}

export const inAnHour = (): string => new Date(now() + HOUR).toISOString()
export const rowOf = (topic: string) => findTopic(topic, { consistent: true })
const everDue = () => dueTimers(new Date(now() + 400 * DAY).toISOString(), 100)
export const timersOf = async (topic: string) => (await everDue()).filter((one) => one.topic === topic)
