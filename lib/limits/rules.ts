/** Every rate limit, with its reason. Windows are fixed: simple to explain, one item each. */
import { DAY, HOUR, MINUTE } from "#lib/base/clock.ts"
import { t } from "#lib/words/t.ts"

export type Rule = {
  /** How often within `per` milliseconds. */
  times: number
  per: number
  /** What the person is told that they did too often. */
  what(): string
  /** What else helps them to go on. */
  hint?(): string
}

export const RULES = {
  /** Nobody writes a topic worth reading every few seconds. */
  "topic.create": { times: 3, per: MINUTE, what: () => t("limits.start-topics") },
  /** A lively talk is quick; a flood is quicker. */
  "post.create": { times: 10, per: MINUTE, what: () => t("limits.reply") },
  /** An account made to shout is noticed before it has said much. Who stays writes as much as others soon. */
  "newcomer.write": {
    times: 8,
    per: DAY,
    what: () => t("limits.write"),
    hint: () => t("limits.write-hint"),
  },
  /** How many is a setting (`new-topics`). */
  "newcomer.topic": {
    times: 5,
    per: DAY,
    what: () => t("limits.start-topics"),
    hint: () => t("limits.newcomer-topic-hint"),
  },
  /** Who is named or quoted is told, by mail perhaps: nobody has a hundred people to speak to in a day … */
  "people.name": {
    times: 100,
    per: DAY,
    what: () => t("limits.name-others"),
    hint: () => t("limits.name-others-hint"),
  },
  /** … and who has just come knows few. */
  "newcomer.name": {
    times: 10,
    per: DAY,
    what: () => t("limits.name-others"),
    hint: () => t("limits.newcomer-name-hint"),
  },
  /** Deleting, restoring, accepting an answer: back and forth, each tells others or takes it back. */
  "post.change": { times: 30, per: HOUR, what: () => t("limits.change-posts") },
  /** Each may bring people whom nobody knows. */
  "member.invite": { times: 20, per: DAY, what: () => t("limits.invite") },
  /** A preview costs a rendering and writes nothing. */
  "text.preview": { times: 40, per: 5 * MINUTE, what: () => t("limits.preview") },
  /** The same at every pause of who types: more than one a second for minutes is no typing. */
  "text.preview.live": { times: 300, per: 5 * MINUTE, what: () => t("limits.preview") },
  /** Asked for again and again while a name is typed. */
  "people.complete": { times: 200, per: 5 * MINUTE, what: () => t("limits.look-for-names") },
  /** Texts of people who are not signed in are kept for a day: enough to sign in, too little to store things. */
  "text.keep": { times: 10, per: 10 * MINUTE, what: () => t("limits.keep-texts") },
  "text.keep.daily": { times: 5_000, per: DAY, what: () => t("limits.keep-texts") },
  /** A form saves every few seconds while one types, and some have two open. */
  "draft.save": { times: 300, per: 10 * MINUTE, what: () => t("limits.keep-drafts") },
  /** A search reads a hundred times what a page does. People behind one address share this. */
  "search.client": { times: 40, per: MINUTE, what: () => t("limits.search") },
  "search.member": { times: 60, per: MINUTE, what: () => t("limits.search") },
  /** Asked for again and again while a title is typed. */
  "search.similar": { times: 60, per: 5 * MINUTE, what: () => t("limits.look-for-similar") },
  /** Making a picture takes a second of a core: a handful for a post, and again for the next one. */
  "upload.create": { times: 30, per: 10 * MINUTE, what: () => t("limits.upload") },
  /** Of those that were sent to the bucket, after a place was paid for: what is no picture costs as much to find out. */
  "upload.finish": { times: 30, per: 10 * MINUTE, what: () => t("limits.upload") },
  "upload.create.daily": { times: 200, per: DAY, what: () => t("limits.upload") },
  "newcomer.upload": {
    times: 10,
    per: DAY,
    what: () => t("limits.upload"),
    hint: () => t("limits.newcomer-upload-hint"),
  },
  /** Comparing twenty versions of a long text takes a moment of everybody's. */
  "post.history": { times: 30, per: 5 * MINUTE, what: () => t("limits.history") },
  "post.edit": { times: 30, per: HOUR, what: () => t("limits.edit") },
  /** Watching, following, bookmarking: nobody does that by hand every second. */
  "keeping.change": { times: 120, per: 10 * MINUTE, what: () => t("limits.follow") },
  /** Each change makes the profile anew for everybody. */
  "profile.change": { times: 20, per: HOUR, what: () => t("limits.change-profile") },
  /** Each is looked at by somebody. Who reports more in a day writes to staff what is going on. */
  "report.create": {
    times: 20,
    per: DAY,
    what: () => t("limits.report"),
    hint: () => t("limits.report-hint"),
  },
  "newcomer.report": {
    times: 5,
    per: DAY,
    what: () => t("limits.report"),
    hint: () => t("limits.report-hint"),
  },
  /** A conversation, not a chat; also for who may not write elsewhere. */
  "staff.write": { times: 10, per: DAY, what: () => t("limits.write-to-staff") },
  "post.like": { times: 60, per: 10 * MINUTE, what: () => t("limits.like") },
  /** Reads everything that a member ever wrote. */
  "data.export": { times: 3, per: DAY, what: () => t("limits.ask-archive") },
  /** Zips all of that anew each time. */
  "data.fetch": { times: 10, per: DAY, what: () => t("limits.fetch-archive") },
  /** Guessing passwords: per address and per client, each by itself. */
  "sign-in.address": { times: 10, per: 10 * MINUTE, what: () => t("limits.sign-in-address") },
  "sign-in.client": { times: 30, per: 10 * MINUTE, what: () => t("limits.sign-in") },
  "register.client": { times: 10, per: HOUR, what: () => t("limits.register") },
  "register.address": { times: 5, per: HOUR, what: () => t("limits.register-address") },
  /** Each of these sends a mail to somebody who may not have asked for it. */
  "mail.address": { times: 5, per: HOUR, what: () => t("limits.ask-mail-address") },
  "mail.client": { times: 20, per: HOUR, what: () => t("limits.ask-mail") },
  /** What happens in the forum, told at once: more than this in a day is a flood, and waits for the digest. */
  "mail.notices": { times: 100, per: DAY, what: () => t("limits.get-mail") },
  /** The same from one author: nobody's mail is used up by somebody else. */
  "mail.notices.author": { times: 10, per: DAY, what: () => t("limits.told-by-mail") },
  /** Of a million codes three are right at a time: whoever has the password needs 140 years of this. */
  "two-step.member": { times: 10, per: HOUR, what: () => t("limits.two-step") },
  "two-step.client": { times: 30, per: HOUR, what: () => t("limits.two-step") },
  "token.client": { times: 30, per: 10 * MINUTE, what: () => t("limits.open-links") },
} as const satisfies Record<string, Rule>

export type RuleName = keyof typeof RULES
