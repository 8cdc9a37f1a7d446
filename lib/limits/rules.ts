/** Every rate limit, with its reason. Windows are fixed: simple to explain, one item each. */
import { DAY, HOUR, MINUTE } from "#lib/base/clock.ts"

export type Rule = {
  /** How often within `per` milliseconds. */
  times: number
  per: number
  /** What the person is told that they did too often. */
  what: string
  /** What else helps them to go on. */
  hint?: string
}

export const RULES = {
  /** Nobody writes a topic worth reading every few seconds. */
  "topic.create": { times: 3, per: MINUTE, what: "start topics" },
  /** A lively talk is quick; a flood is quicker. */
  "post.create": { times: 10, per: MINUTE, what: "reply" },
  /** An account made to shout is noticed before it has said much. Who stays writes as much as others soon. */
  "newcomer.write": {
    times: 8,
    per: DAY,
    what: "write",
    hint: "New members can write a few posts a day; that ends with the first ten.",
  },
  /** Who is named or quoted is told, by mail perhaps: nobody has a hundred people to speak to in a day … */
  "people.name": {
    times: 100,
    per: DAY,
    what: "name or quote others",
    hint: "Without the @ before names and without quotes it can be sent now.",
  },
  /** … and who has just come knows few. */
  "newcomer.name": {
    times: 10,
    per: DAY,
    what: "name or quote others",
    hint: "New members can do so a few times a day. Without the @ before names and without quotes it can be sent now.",
  },
  /** Deleting, restoring, accepting an answer: back and forth, each tells others or takes it back. */
  "post.change": { times: 30, per: HOUR, what: "delete, restore or accept posts" },
  /** A preview costs a rendering and writes nothing. */
  "text.preview": { times: 40, per: 5 * MINUTE, what: "look at previews" },
  /** The same at every pause of who types: more than one a second for minutes is no typing. */
  "text.preview.live": { times: 300, per: 5 * MINUTE, what: "look at previews" },
  /** Asked for again and again while a name is typed. */
  "people.complete": { times: 200, per: 5 * MINUTE, what: "look for names" },
  /** Texts of people who are not signed in are kept for a day: enough to sign in, too little to store things. */
  "text.keep": { times: 10, per: 10 * MINUTE, what: "keep texts" },
  "text.keep.daily": { times: 5_000, per: DAY, what: "keep texts" },
  /** A form saves every few seconds while one types, and some have two open. */
  "draft.save": { times: 300, per: 10 * MINUTE, what: "keep drafts" },
  /** A search reads a hundred times what a page does. People behind one address share this. */
  "search.client": { times: 40, per: MINUTE, what: "search" },
  "search.member": { times: 60, per: MINUTE, what: "search" },
  /** Asked for again and again while a title is typed. */
  "search.similar": { times: 60, per: 5 * MINUTE, what: "look for similar topics" },
  "post.edit": { times: 30, per: HOUR, what: "edit" },
  /** Watching, following, bookmarking: nobody does that by hand every second. */
  "keeping.change": { times: 120, per: 10 * MINUTE, what: "change what you follow" },
  "post.like": { times: 60, per: 10 * MINUTE, what: "like posts" },
  /** Reads everything that a member ever wrote. */
  "data.export": { times: 3, per: DAY, what: "ask for an archive" },
  /** Zips all of that anew each time. */
  "data.fetch": { times: 10, per: DAY, what: "fetch an archive" },
  /** Guessing passwords: per address and per client, each by itself. */
  "sign-in.address": { times: 10, per: 10 * MINUTE, what: "try to sign in with this address" },
  "sign-in.client": { times: 30, per: 10 * MINUTE, what: "try to sign in" },
  "register.client": { times: 10, per: HOUR, what: "register" },
  "register.address": { times: 5, per: HOUR, what: "register with this address" },
  /** Each of these sends a mail to somebody who may not have asked for it. */
  "mail.address": { times: 5, per: HOUR, what: "ask for mail to this address" },
  "mail.client": { times: 20, per: HOUR, what: "ask for mail" },
  /** What happens in the forum, told at once: more than this in a day is a flood, and waits for the digest. */
  "mail.notices": { times: 100, per: DAY, what: "get mail" },
  /** The same from one author: nobody's mail is used up by somebody else. */
  "mail.notices.author": { times: 10, per: DAY, what: "be told of by mail" },
  "token.client": { times: 30, per: 10 * MINUTE, what: "open such links" },
} as const satisfies Record<string, Rule>

export type RuleName = keyof typeof RULES
