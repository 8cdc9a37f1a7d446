/** The English words, area by area: what every other language is held against. */
import account from "./en/account.json" with { type: "json" }
import admin from "./en/admin.json" with { type: "json" }
import beginning from "./en/beginning.json" with { type: "json" }
import categories from "./en/categories.json" with { type: "json" }
import composer from "./en/composer.json" with { type: "json" }
import drafts from "./en/drafts.json" with { type: "json" }
import feeds from "./en/feeds.json" with { type: "json" }
import history from "./en/history.json" with { type: "json" }
import imports from "./en/imports.json" with { type: "json" }
import inputs from "./en/inputs.json" with { type: "json" }
import invitations from "./en/invitations.json" with { type: "json" }
import keeping from "./en/keeping.json" with { type: "json" }
import keyboard from "./en/keyboard.json" with { type: "json" }
import letters from "./en/letters.json" with { type: "json" }
import limits from "./en/limits.json" with { type: "json" }
import live from "./en/live.json" with { type: "json" }
import look from "./en/look.json" with { type: "json" }
import markup from "./en/markup.json" with { type: "json" }
import members from "./en/members.json" with { type: "json" }
import moderation from "./en/moderation.json" with { type: "json" }
import moving from "./en/moving.json" with { type: "json" }
import notifications from "./en/notifications.json" with { type: "json" }
import options from "./en/options.json" with { type: "json" }
import panel from "./en/panel.json" with { type: "json" }
import posts from "./en/posts.json" with { type: "json" }
import quoting from "./en/quoting.json" with { type: "json" }
import refusals from "./en/refusals.json" with { type: "json" }
import sagas from "./en/sagas.json" with { type: "json" }
import search from "./en/search.json" with { type: "json" }
import settings from "./en/settings.json" with { type: "json" }
import shell from "./en/shell.json" with { type: "json" }
import tags from "./en/tags.json" with { type: "json" }
import topics from "./en/topics.json" with { type: "json" }
import trust from "./en/trust.json" with { type: "json" }
import ui from "./en/ui.json" with { type: "json" }
import uploads from "./en/uploads.json" with { type: "json" }
import viewer from "./en/viewer.json" with { type: "json" }
import web from "./en/web.json" with { type: "json" }
import writing from "./en/writing.json" with { type: "json" }

export const EN = {
  account,
  admin,
  beginning,
  categories,
  composer,
  drafts,
  feeds,
  history,
  imports,
  inputs,
  invitations,
  keeping,
  keyboard,
  quoting,
  letters,
  limits,
  live,
  look,
  markup,
  members,
  moderation,
  moving,
  notifications,
  options,
  panel,
  posts,
  refusals,
  sagas,
  search,
  settings,
  shell,
  tags,
  topics,
  trust,
  ui,
  uploads,
  viewer,
  web,
  writing,
}
