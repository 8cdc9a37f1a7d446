/** A post that stands twice on a page. */

/** The HTML of a post once more: its notes have ids of their own there, and lead to each other. `html` is what we made: tags are whole. */
export const onceMore = (html: string): string =>
  html.replace(/<[^<>]+>/g, (tag) => tag.replace(/ (id="|href="#)(?=fn(?:ref)?-)/g, " $1again-"))
