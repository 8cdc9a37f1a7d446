/** Mail by SES. What comes back, and who complains, is told to the forum by a topic. */
import { addressIn, ownsNames, type Stage } from "./stage.ts"

export function makeEmail(stage: Stage) {
  const address = addressIn(stage.mailFrom)!
  const returned = new sst.aws.SnsTopic("ReturnedMail")
  const email = new sst.aws.Email("Mail", {
    // A domain's signature (DKIM) goes into Route 53 by itself; elsewhere the one address is confirmed by a mail to it.
    sender: ownsNames(stage) ? address.split("@")[1]! : address,
    events: [{ name: "Returned", types: ["bounce", "complaint"], topic: returned.arn }],
    transform: {
      configurationSet: {
        // The forum and SES keep one list: who is on SES' own gets nothing either, whatever the forum believes.
        suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
        reputationOptions: { reputationMetricsEnabled: true },
        deliveryOptions: { tlsPolicy: "REQUIRE" },
      },
    },
  })
  return { email, returned, address }
}

export type Mail = ReturnType<typeof makeEmail>
