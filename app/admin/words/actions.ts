"use server"
/** What the form of watched words calls. Anyone can call it with anything: rights are checked in the verb. */
import { changeWatchedWords, WatchedWordsInput } from "#lib/forum/watched-words.ts"
import { formAction } from "#lib/web/action.ts"

export const saveWatchedWords = formAction(
  WatchedWordsInput,
  async (actor, input): Promise<number> => changeWatchedWords(actor, input),
)
