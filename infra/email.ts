/** Mail by SES. What comes back, and who complains, is told to the forum by a topic. */
import { addressIn, ownsNames, type Stage } from "./stage.ts"

export function makeEmail(stage: Stage) {
  const address = addressIn(stage.mailFrom)!
  const returned = new sst.aws.SnsTopic("ReturnedMail")
  return {
    ...(stage.mailIdentity === "existing" ? shared(address, returned) : own(stage, returned)),
    returned,
    address,
  }
}

export type Mail = ReturnType<typeof makeEmail>

type Topic = { arn: $util.Input<string> }
type Sender = { set: $util.Input<string>; setArn: $util.Input<string>; identities: $util.Input<string>[] }

const SET = {
  // The forum and SES keep one list: who is on SES' own gets nothing either, whatever the forum believes.
  suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
  reputationOptions: { reputationMetricsEnabled: true },
  deliveryOptions: { tlsPolicy: "REQUIRE" },
}

function own(stage: Stage, returned: Topic): Sender {
  const address = addressIn(stage.mailFrom)!
  const email = new sst.aws.Email("Mail", {
    // A domain's signature (DKIM) goes into Route 53 by itself; elsewhere the one address is confirmed by a mail to it.
    sender: ownsNames(stage) ? domainOf(address) : address,
    events: [{ name: "Returned", types: ["bounce", "complaint"], topic: returned.arn }],
    transform: { configurationSet: SET },
  })
  const { identity, configurationSet } = email.nodes
  return { set: email.configSet, setArn: configurationSet.arn, identities: [identity.arn] }
}

/**
 * SES knows each identity once in an account and region: of a domain that another stage or another program sends from, only
 * the configuration set is the forum's.
 */
function shared(address: string, returned: Topic): Sender {
  const set = new aws.sesv2.ConfigurationSet("MailConfig", {
    configurationSetName: `stoa-${$app.stage}`,
    ...SET,
  })
  new aws.sesv2.ConfigurationSetEventDestination("MailEventReturned", {
    configurationSetName: set.configurationSetName,
    eventDestinationName: "Returned",
    eventDestination: {
      ...{ enabled: true, matchingEventTypes: ["BOUNCE", "COMPLAINT"] },
      snsDestination: { topicArn: returned.arn },
    },
  })
  const identities = [address, domainOf(address)].map((name) => identityArn(name))
  return { set: set.configurationSetName, setArn: set.arn, identities }
}

/** Of the account and region that is deployed to. */
export const identityArn = (name: string) =>
  $interpolate`arn:${aws.getPartitionOutput().partition}:ses:${aws.getRegionOutput().region}:${aws.getCallerIdentityOutput().accountId}:identity/${name}`

const domainOf = (address: string): string => address.split("@")[1]!.toLowerCase()
