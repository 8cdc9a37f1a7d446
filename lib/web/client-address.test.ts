import { expect, test } from "vitest"
import { clientOf } from "./client-address.ts"

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["203.0.113.7, 10.0.0.1", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["203.0.113.7:4711", "203.0.113.7"],
  ["[::ffff:203.0.113.7]:4711", "203.0.113.7"],
  ["[2001:db8:1:2:3:4:5:6]:4711", "2001:db8:1:2::/64"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0DB8:0001:0002::9", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["", "unknown"],
  ["x".repeat(500), "x".repeat(64)],
])("a client at %s counts as %s", (header, client) => {
  expect(clientOf(new Headers({ "x-forwarded-for": header }))).toBe(client)
})
