import { makeOwner } from "#lib/forum/roles.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { type Command, Mistake } from "./command.ts"

/** Makes a member the owner: for who has lost the link of the first start. */
export const makeOwnerCommand: Command = {
  name: "make-owner",
  usage: "<name or e-mail>",
  summary: "Makes a member the owner, who may do everything.",
  mayRunTwice: "May be run twice: the second time changes nothing.",
  options: {},
  help: {},
  async run([who, ...more]) {
    if (!who || more.length > 0)
      throw new Mistake("Say whom to make the owner: npm run forum -- make-owner <name or e-mail>")
    const user = await withForum(() => makeOwner(who))
    console.log(`${user.name} is the owner now. Their other sessions have ended: they sign in again.`)
    return 0
  },
}
