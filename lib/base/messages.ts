/** What people are told when something is refused: one sentence that says what to do. */
import { EN } from "#lib/words/en.ts"
import { t } from "#lib/words/t.ts"

/** Says which refusal it is; what is said stands in `lib/words/en/refusals.json`. */
export type MessageCode = keyof typeof EN.refusals

/** The sentence of a refusal. */
export function messageOf(code: MessageCode): string {
  return t(`refusals.${code}`)
}

/** Whether it is one, say in an address to which somebody was led. */
export function isMessageCode(code: string): code is MessageCode {
  return Object.hasOwn(EN.refusals, code)
}
