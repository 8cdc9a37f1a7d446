/** The English words, area by area: what every other language is held against. */
import account from "./en/account.json" with { type: "json" }
import refusals from "./en/refusals.json" with { type: "json" }
import settings from "./en/settings.json" with { type: "json" }
import shell from "./en/shell.json" with { type: "json" }

export const EN = { account, refusals, settings, shell }
