/** What a mail says of a notification. */
import type { Notification } from "#lib/db/items/notifications.ts"

/** One sentence; with a colon where the post's own words follow. @param title of the topic, as it is called now */
export function sentence({ kind, by, count }: Notification, title: string): string {
  const first = by[0]?.name ?? "Somebody"
  const more = count - 1
  const all = more > 0 ? `${first} and ${more} other${more > 1 ? "s" : ""}` : first
  switch (kind) {
    case "mention":
      return `${first} mentions you in “${title}”:`
    case "quote":
      return `${first} quotes you in “${title}”:`
    case "reply":
      return `${first} answers your post in “${title}”:`
    case "answer":
      return `Your reply in “${title}” was accepted as the answer by ${first}.`
    case "own-topic":
      return `${first} writes in your topic “${title}”:`
    case "watched-topic":
      return `${first} writes in “${title}”, which you watch:`
    case "watched-category":
      return `${first} starts the topic “${title}”:`
    case "followed":
      return `${first}, whom you follow, writes in “${title}”:`
    case "like":
      return `${all} like${more > 0 ? "" : "s"} your post in “${title}”.`
  }
}
