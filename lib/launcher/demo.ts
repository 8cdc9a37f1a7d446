/** `npm start -- --demo`: fills an empty forum before anybody can read it. */
import { fillDemo, NotEmpty } from "#lib/dev/demo/fill.ts"
import { say } from "./refusal.ts"

/** Shows progress at every quarter. A forum with content of its own is left as it is, and that is said. */
export async function fillWithDemo(): Promise<void> {
  say("Filling the forum with a small community ...")
  let shown = 0
  try {
    const filled = await fillDemo((done, of) => {
      const quarter = Math.floor((done * 4) / of)
      if (quarter > shown) say(`  ${quarter * 25} %`)
      shown = Math.max(shown, quarter)
    })
    say(
      `It has ${filled.members} members, ${filled.categories} categories, ${filled.topics} topics and ${filled.posts} posts. Nobody can sign in as its members: they have no address and no password.`,
    )
  } catch (error) {
    if (!(error instanceof NotEmpty)) throw error
    say(`The demo is not written: ${error.message}`)
  }
}
