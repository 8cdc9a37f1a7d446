/** Cache tags: what a cached page shows, and so what makes it stale. */

/** Next drops longer ones, with a line in the log each time. Nothing that exists has such a one. */
export const MAX_TAG = 256

export const HOME = "home"
/** Carried by every cached page and loader. */
export const EVERYTHING = "all"
export const SITEMAP = "sitemap"
/** What moderators did, for everybody. */
export const LOG = "log"
/** A category's own page: name, description, list of topics. */
export const categoryTag = (category: string): string => `category:${category}`
export const topicTag = (topic: string): string => `topic:${topic}`
/** What a link to a topic says: its title, where it lies. On the pages of all who wrote in it. */
export const topicPlaceTag = (topic: string): string => `topic-place:${topic}`
/** Whose a name is, by its skeleton: also on the page that says that it is nobody's. */
export const nameTag = (skeleton: string): string => `name:${skeleton}`
export const memberTag = (user: string): string => `member:${user}`
export const tagTag = (tag: string): string => `tag:${tag}`
/** Where an address of an imported forum leads, also when it leads nowhere. */
export const oldAddressTag = (address: string): string => `old:${address}`
/** Names, order and rights of the categories: on every page that shows one. */
export const CATEGORIES = "categories"
/** What is set of the forum as a whole (lib/forum/settings.ts): on what says so. */
export const SETTINGS = "settings"
/** Whether nobody writes for the moment: on every page. */
export const READ_ONLY = "read-only"
/** How the forum looks, and what it is called: on every page. */
export const LOOK = "look"
