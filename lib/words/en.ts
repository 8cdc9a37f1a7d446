/** The English words, area by area: what every other language is held against. */
import shell from "./en/shell.json" with { type: "json" }

export const EN = { shell }
