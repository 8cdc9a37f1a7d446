/** What a command of `npm run forum` is. */
import type { ParseArgsConfig } from "node:util"

export type Options = NonNullable<ParseArgsConfig["options"]>
export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>

export type Command = {
  name: string
  /** The words after the name, for the help: `discourse <folder>`. */
  usage: string
  /** One line that says what it does. */
  summary: string
  /** One half sentence that says whether it may be run twice. */
  mayRunTwice: string
  options: Options
  /** What each option means, by its name. */
  help: Record<string, string>
  /** @returns the exit code @throws Mistake, ForumError, Refusal */
  run(words: string[], values: Values): Promise<number>
}

/** What the operator typed cannot be done: one sentence that says what to type instead. */
export class Mistake extends Error {}
