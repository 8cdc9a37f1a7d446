/** What SES says of returned mail, as SNS hands it over to a Lambda. */
import type { SnsEvent } from "#lib/workers/feedback.lambda.ts"

export const snsEvent = (...messages: unknown[]): SnsEvent => ({
  Records: messages.map((message) => ({
    EventSource: "aws:sns",
    EventVersion: "1.0",
    EventSubscriptionArn: "arn:aws:sns:eu-central-1:1:topic:1",
    Sns: {
      Type: "Notification",
      MessageId: "m-1",
      TopicArn: "arn:aws:sns:eu-central-1:1:topic",
      Subject: "Amazon SES Email Event Notification",
      Message: JSON.stringify(message),
      Timestamp: "2026-11-20T08:00:05.000Z",
      MessageAttributes: {},
    },
  })),
})
