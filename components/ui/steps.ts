/**
 * A colour of the colour wheel as an attribute: the policy of a page forbids styles in its HTML (ADR 155), so that
 * app/steps.css has one rule for each step.
 */
export function hueStep(degrees: number): number {
  return (Math.round(degrees / 10) * 10) % 360
}

/** A share of a whole as an attribute, in twentieths. */
export function throughStep(share: number): number {
  return Math.round(share * 20)
}
