/** A draft put in front of what a form begins with, say a quote, unless it is in there already. */
export function joined(draft: string, initial: string): string {
  if (draft.trim() === "") return initial
  if (initial.trim() === "" || draft.includes(initial.trim())) return draft
  return `${draft.trimEnd()}\n\n${initial}`
}
