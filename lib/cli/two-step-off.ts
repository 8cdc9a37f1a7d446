import { backgroundDone } from "#lib/base/background.ts"
import { ForumError } from "#lib/base/errors.ts"
import type { User } from "#lib/db/items/users.ts"
import { takeTwoStepOff } from "#lib/forum/member-keeping.ts"
import { memberCalled } from "#lib/forum/roles.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { type Command, Mistake } from "./command.ts"

/** For an owner who has lost both the app and the recovery codes: nobody of the forum is above them. */
export const twoStepOffCommand: Command = {
  name: "two-step-off",
  usage: "<name or e-mail>",
  summary: "Takes two-step sign-in off a member who has lost what it needs; they get a mail.",
  mayRunTwice: "May be run twice: the second time says that it is off already.",
  options: {},
  help: {},
  async run([who, ...more]) {
    if (!who || more.length > 0)
      throw new Mistake("Say whose it is: npm run forum -- two-step-off <name or e-mail>")
    const user = await withForum(() => takenOff(who))
    console.log(`${user.name} signs in with the password alone now, anew in every browser.`)
    return 0
  },
}

async function takenOff(who: string): Promise<User> {
  const user = await memberCalled(who)
  if (!user) throw new ForumError("not-found", "member-missing")
  await takeTwoStepOff({ kind: "operator" }, { member: user.id })
  // The mail that tells them goes out beside the command.
  await backgroundDone()
  return user
}
