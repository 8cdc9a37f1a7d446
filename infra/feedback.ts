/** Bounces and complaints: SES tells a topic, the topic the function, which stops mail to the address. */
import type { Mail } from "./email.ts"
import { type Make, makeLost } from "./functions.ts"

export function makeFeedback(make: Make, { returned }: Mail) {
  const lost = makeLost("FeedbackLost")
  const feedback = make("feedback", { memory: "512 MB", lost, retries: 2 })
  returned.subscribe("Feedback", feedback.arn)
  return { feedback, lost }
}
