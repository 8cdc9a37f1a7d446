import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { forgetConfig } from "#lib/config.ts"
import { smtpServer } from "#lib/testing/smtp.ts"
import { deliver, fateOf } from "./delivery.ts"
import { letter } from "./letter.ts"
import { alreadyMember, confirmAddress, passwordChanged, resetPasswordLink, signInLink } from "./letters.ts"

const aLetter = () =>
  letter("ann@example.org", "Ships & <b>boats</b> “ö”", [
    "A <script>alert(1)</script>",
    { link: "/verify?token=a&next=%2F", label: 'Go "there"' },
  ])

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stoa-mail-"))
  configure({
    STOA_DATA: folder,
    SMTP_URL: undefined,
    MAIL_FROM: "Stoa <forum@example.org>",
    STOA_URL: "https://forum.example.org",
  })
})
afterEach(() => {
  configure({ STOA_DATA: undefined, SMTP_URL: undefined, MAIL_FROM: undefined, STOA_URL: undefined })
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

function configure(env: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  forgetConfig()
}

describe("with an SMTP server", () => {
  test("a mail arrives as text and as HTML, for one receiver, marked as made by a machine", async () => {
    const server = await smtpServer()
    configure({ SMTP_URL: server.url })
    await deliver(aLetter())
    const [mail] = server.taken
    expect(mail).toMatchObject({ from: "forum@example.org", to: ["ann@example.org"] })
    expect(mail?.data).toMatch(/^Auto-Submitted: auto-generated\r$/m)
    expect(mail?.data).toMatch(/^Message-ID: <[0-9a-z]{26}@forum\.example\.org>\r$/m)
    expect(mail?.data).toContain("Content-Type: text/plain")
    expect(mail?.data).toContain("Content-Type: text/html")
    expect(mail?.data.replaceAll("=\r\n", "")).toContain("https://forum.example.org/verify?token")
    expect(readdirSync(folder)).toEqual([])
    server.close()
  })

  test("neither commas nor line breaks make more receivers or headers", async () => {
    const server = await smtpServer()
    configure({ SMTP_URL: server.url })
    await deliver({ ...aLetter(), to: "ann@example.org, eve@example.org" }).catch(() => {})
    await deliver({ ...aLetter(), subject: "Hello\r\nBcc: eve@example.org" })
    expect(server.taken.flatMap((mail) => mail.to)).not.toContain("eve@example.org")
    for (const { data } of server.taken) expect(data).not.toMatch(/^Bcc/m)
    server.close()
  })
})

describe("without one", () => {
  test("it is in a folder that only the operator reads, as a mail and as text, and the log says where", async () => {
    const log = vi.spyOn(console, "info").mockImplementation(() => {})
    await deliver({ ...aLetter(), to: "../../etc/a@example.org" })
    await deliver(aLetter())
    const files = readdirSync(join(folder, "mail"))
    expect(files.filter((name) => name.endsWith(".eml"))).toHaveLength(2)
    const text = files.find((name) => name.endsWith("-ann@example.org.txt"))!
    expect(readFileSync(join(folder, "mail", text), "utf8")).toContain(
      'To: ann@example.org\nSubject: Ships & <b>boats</b> “ö”\n\nA <script>alert(1)</script>\n\nGo "there":\nhttps://forum.example.org/verify?token=a&next=%2F',
    )
    expect(statSync(join(folder, "mail", text)).mode & 0o077).toBe(0)
    expect(log).toHaveBeenLastCalledWith(expect.stringContaining(text))
  })
})

test("the HTML of a mail escapes whatever it is given", () => {
  const { html } = aLetter()
  expect(html).toContain("&lt;script&gt;alert(1)")
  expect(html).not.toContain("<script>")
  expect(html).toContain('href="https://forum.example.org/verify?token=a&amp;next=%2F"')
})

test("every mail says what it is, and links to the configured address alone", () => {
  const letters = [
    confirmAddress("a@b.org", "tok", "//evil.example"),
    alreadyMember("a@b.org"),
    resetPasswordLink("a@b.org", "tok"),
    passwordChanged("a@b.org"),
    signInLink("a@b.org", "tok", "/t/x/y"),
  ]
  for (const { subject, text, html } of letters) {
    expect(subject).toContain("Stoa")
    for (const [address] of `${text} ${html}`.matchAll(/https?:\/\/[^\s"<]+/g))
      expect(new URL(address).origin).toBe("https://forum.example.org")
    expect(text).not.toContain("evil")
  }
})

describe("a mail that was not taken", () => {
  const said = (responseCode: number | undefined, command: string, message = "") =>
    fateOf({ responseCode, command, message })

  test("is tried later, given up, or tells that the address or the whole server is gone", () => {
    expect(said(450, "RCPT TO")).toBe("later")
    expect(said(451, "DATA")).toBe("later")
    expect(said(550, "RCPT TO", "550 5.1.1 nobody here")).toBe("bounced")
    expect(said(552, "DATA")).toBe("refused")
    for (const policy of ["550 5.7.1 go away", "554 listed by Spamhaus", "550 relaying denied"])
      expect(said(550, "RCPT TO", policy), policy).toBe("later")
  })

  test("makes the others wait where it was not about this mail", () => {
    expect(said(undefined, "CONN")).toBe("away")
    expect(said(535, "AUTH PLAIN", "535 5.7.8 wrong password")).toBe("away")
    expect(said(553, "MAIL FROM", "553 sender not allowed")).toBe("away")
    expect(said(421, "DATA", "421 shutting down")).toBe("away")
  })
})
