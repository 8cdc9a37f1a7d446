/** A reason not to start, told to the person at the keyboard in a sentence that says what to do. */
export class Refusal extends Error {
  constructor(message: string) {
    super(message)
    this.name = "Refusal"
  }
}

/** One line of the launcher's own to the terminal or the service's log. */
export function say(line = ""): void {
  console.log(line)
}
