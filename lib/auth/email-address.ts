import { z } from "zod"

/** An address to write to, in the form in which it is unique. */
export const EmailAddress = z
  .string("Enter your e-mail address.")
  .trim()
  .toLowerCase()
  .max(254, "That address is too long.")
  .pipe(z.email("That is not an e-mail address. It looks like name@example.org."))
