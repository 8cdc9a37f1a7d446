import { describe, expect, test } from "vitest"
import { DOMAIN, deployed, functionIn, NEEDED } from "#lib/testing/deployed.ts"
import { readStage } from "./stage.ts"

const production = deployed()
const named = deployed("production", DOMAIN)

describe("mail", () => {
  test("goes out by SES, signed by the domain where its names are ours; by one address elsewhere", () => {
    expect(named.one("sst.aws.Email").args.sender).toBe("example.org")
    expect(production.one("sst.aws.Email").args.sender).toBe("forum@example.org")
    expect(functionIn(production, "Schedule").environment).toMatchObject({
      SES_CONFIGURATION_SET: "{Mail.configSet}",
      MAIL_FROM: "Stoa <forum@example.org>",
    })
  })

  test("from a sender that SES knows already makes no second one, and hears of its own mail alone", () => {
    const beside = deployed("ann", { ...DOMAIN, STOA_MAIL_IDENTITY: "existing" })
    expect(beside.of("sst.aws.Email")).toEqual([])
    const set = beside.one("aws.sesv2.ConfigurationSet").args
    expect(set).toEqual({
      configurationSetName: "stoa-ann",
      ...production.one("sst.aws.Email").args.transform.configurationSet,
    })
    expect(beside.one("aws.sesv2.ConfigurationSetEventDestination").args).toEqual({
      configurationSetName: "{MailConfig.configurationSetName}",
      eventDestinationName: "Returned",
      eventDestination: {
        enabled: true,
        matchingEventTypes: ["BOUNCE", "COMPLAINT"],
        snsDestination: { topicArn: "{ReturnedMail.arn}" },
      },
    })
    expect(functionIn(beside, "Schedule").environment.SES_CONFIGURATION_SET).toBe(
      "{MailConfig.configurationSetName}",
    )
    const [sending] = functionIn(beside, "Schedule").permissions.filter(
      ({ actions }: { actions: string[] }) => actions.includes("ses:SendRawEmail"),
    )
    expect(sending.resources.map((one: string) => one.split(":").at(-1))).toEqual([
      ...["identity/forum@example.org", "identity/example.org", "{MailConfig.arn}".split(":").at(-1)],
    ])
  })

  test("has a sender in the zone of the forum's name, or one that SES knows", () => {
    const stage = (env: Record<string, string>) => readStage("production", { ...NEEDED, ...DOMAIN, ...env })
    const elsewhere = { MAIL_FROM: "ann@gmail.com" }
    expect(() => stage(elsewhere)).toThrow("MAIL_FROM must be an address in the domain of STOA_DOMAIN")
    expect(stage({ ...elsewhere, STOA_MAIL_IDENTITY: "existing" }).mailIdentity).toBe("existing")
    expect(stage({ MAIL_FROM: "ann@mail.Example.org" }).mailIdentity).toBe("made")
  })

  test("that comes back, or is complained about, is told to the forum; what it cannot take is kept", () => {
    const { events, transform } = production.one("sst.aws.Email").args
    expect(events).toEqual([
      { name: "Returned", types: ["bounce", "complaint"], topic: "{ReturnedMail.arn}" },
    ])
    expect(transform.configurationSet.reputationOptions).toEqual({ reputationMetricsEnabled: true })
    expect(production.one("ReturnedMail.subscribe", "Feedback").args).toEqual(["{Feedback.arn}"])
    expect(functionIn(production, "Feedback")).toMatchObject({
      retries: 2,
      transform: {
        eventInvokeConfig: { destinationConfig: { onFailure: { destination: "{FeedbackLost.arn}" } } },
      },
    })
  })
})
