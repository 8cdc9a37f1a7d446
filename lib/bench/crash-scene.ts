/** What both sides of the crash check know: who replies where with which words. */
import type { Member } from "#lib/forum/actor.ts"

export type Scene = { member: Member; category: string; topics: string[] }

/** Every other reply goes to one busy topic. */
export function topicOf(scene: Scene, i: number): string {
  return scene.topics[i % 2 === 0 ? 0 : i % scene.topics.length]!
}

export function bodyOf(i: number): string {
  return `This is reply number ${i}.`
}

/** Which reply a post is, from what it shows; undefined for any other. */
export function replyOf(html: string): number | undefined {
  const number = /This is reply number (\d+)\./.exec(html)?.[1]
  return number === undefined ? undefined : Number(number)
}
