/** Where topics and posts are found in the indexes by author and by id. */

export const byAuthor = (kind: "TOPIC" | "POST", author: string): string => `${kind}#${author}`
/** What of it was removed: in no list, but found when its author gets another name or leaves. */
export const removedByAuthor = (kind: "TOPIC" | "POST", author: string): string =>
  `REMOVED#${byAuthor(kind, author)}`
export const byId = (kind: "TOPIC" | "POST", id: string): string => `${kind}#${id}`
