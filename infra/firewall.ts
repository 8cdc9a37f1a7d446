/** Who asks for too much is refused before anything is paid for. By setting: it costs some eight dollars a month. */

/** Requests of one address in five minutes. A page with all it needs is some thirty, nearly all of them kept. */
const MOST_OF_ONE = 2_000
/** Of who calls themselves a crawler: of one address, lest anybody who says the name of one shuts it out. */
const MOST_OF_A_CRAWLER = 1_000

export function makeFirewall() {
  const visibilityConfig = (metricName: string) => ({
    ...{ metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true },
  })
  return new aws.wafv2.WebAcl("Firewall", {
    // Of CloudFront, wherever the forum is.
    region: "us-east-1",
    scope: "CLOUDFRONT",
    defaultAction: { allow: {} },
    visibilityConfig: visibilityConfig("StoaFirewall"),
    rules: [
      {
        ...{ name: "OneAddress", priority: 0, action: { block: TOO_MANY } },
        statement: {
          rateBasedStatement: { aggregateKeyType: "IP", evaluationWindowSec: 300, limit: MOST_OF_ONE },
        },
        visibilityConfig: visibilityConfig("StoaOneAddress"),
      },
      {
        ...{ name: "OneCrawler", priority: 1, action: { block: TOO_MANY } },
        statement: {
          rateBasedStatement: {
            ...{ aggregateKeyType: "CUSTOM_KEYS", evaluationWindowSec: 300, limit: MOST_OF_A_CRAWLER },
            customKeys: [{ header: { name: "user-agent", textTransformations: LOWER } }, { ip: {} }],
            scopeDownStatement: {
              regexMatchStatement: {
                fieldToMatch: { singleHeader: { name: "user-agent" } },
                regexString: "bot|crawl|spider|slurp|scrap",
                textTransformations: LOWER,
              },
            },
          },
        },
        visibilityConfig: visibilityConfig("StoaOneCrawler"),
      },
    ],
  })
}

const LOWER = [{ priority: 0, type: "LOWERCASE" }]
const TOO_MANY = {
  customResponse: { responseCode: 429, responseHeaders: [{ name: "Retry-After", value: "300" }] },
}
