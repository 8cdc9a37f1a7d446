// The Refusal of refusal.ts, for the scripts that run on an older Node.

/** An error whose message is for the person at the keyboard; start.mjs prints that alone. */
export function refusal(message) {
  return Object.assign(new Error(message), { name: "Refusal" })
}
