import { globSync, readFileSync } from "node:fs"
import { describe, expect, test, vi } from "vitest"
import { deployed, NEEDED } from "#lib/testing/deployed.ts"
import { readStage } from "./stage.ts"

const production = deployed()
const trial = deployed("ann")

describe("a stage", () => {
  test("that is not production goes as a whole", () => {
    expect(trial.one("sst.aws.Bucket").args.transform.bucket).toEqual({ forceDestroy: true })
    expect(production.one("sst.aws.Bucket").args.transform.bucket).toEqual({ forceDestroy: false })
  })

  test("of SST's version, kept in production, removed elsewhere", async () => {
    vi.stubGlobal("$config", (config: unknown) => config)
    const { default: config } = await import("../sst.config.ts")
    const app = (stage: string) => config.app({ stage })
    expect(app("production")).toMatchObject({
      version: "4.17.1",
      removal: "retain",
      protect: true,
      home: "aws",
    })
    expect(app("ann")).toMatchObject({ removal: "remove", protect: false })
  })

  test("is listed by name, each concern with its file, where a deployment begins", () => {
    const [, list = ""] = /^\/\*\*([\s\S]*?)\*\//.exec(readFileSync("sst.config.ts", "utf8")) ?? []
    const named = [...list.matchAll(/^ \* - [^:]*: (.*)$/gm)].flatMap(([, names]) => names!.match(/\w+/g)!)
    const files = globSync("infra/*.ts").map((file) => file.slice(6, -3))
    const concerns = files.filter((name) => !/\.|^forum$/.test(name))
    expect(named.toSorted()).toEqual(concerns.toSorted())
  })

  test.each([
    [{ MAIL_FROM: "" }, "MAIL_FROM must say"],
    [{ STOA_ALARMS: "" }, "STOA_ALARMS must be the address"],
    [{ STOA_DOMAIN: "https://forum.example.org" }, "STOA_DOMAIN must be a name alone"],
    [{ STOA_CERTIFICATE: "arn:aws:acm:us-east-1:1:x" }, "STOA_CERTIFICATE must be the ARN"],
    [{ STOA_BUDGET: "-1" }, "STOA_BUDGET must be a whole number"],
    [{ STOA_CAPACITY: "big" }, "STOA_CAPACITY must be on-demand or provisioned"],
    [{ OIDC_CLIENT_ID: "a" }, "set both, or none"],
  ])("of which something is wrong says what to set: %j", (env, sentence) => {
    expect(() => readStage("production", { ...NEEDED, ...env })).toThrow(sentence)
  })

  test("that is a trial needs no address for alarms, and has none", () => {
    const quiet = deployed("ann", { STOA_ALARMS: "" })
    expect(quiet.of("aws.cloudwatch.MetricAlarm")).toEqual([])
    expect(quiet.of("aws.budgets.Budget")).toEqual([])
  })
})

describe("the workflows", () => {
  const file = (name: string): string => readFileSync(`.github/workflows/${name}.yml`, "utf8")
  /** All that is said of rights, wherever it stands. */
  const rightsIn = (name: string): string[] =>
    [...file(name).matchAll(/^ *permissions:(.*(?:\n +[\w-]+: \w+)*)/gm)].map(([, one]) =>
      one!.trim().replaceAll(/\s*\n\s*/g, ", "),
    )

  test("check each pull request, with no rights and no secrets", () => {
    const check = file("check")
    expect(check).toMatch(/^ {2}pull_request:$/m)
    expect(rightsIn("check")).toEqual(["contents: read"])
    expect(check).not.toMatch(/secrets\.|id-token|pull_request_target/)
    const scripts = [...check.matchAll(/run: npm (?:run )?([\w:]+)/g)].map(([, script]) => script)
    expect(scripts).toEqual(["ci", "lint", "test", "ci", "check:aws"])
  })

  test("take actions of others as they were when somebody looked, and leave them no token of the repository", () => {
    for (const name of ["check", "deploy"]) {
      const used = [...file(name).matchAll(/uses: (.*)/g)].map(([, one]) => one!)
      expect(used.length).toBeGreaterThan(2)
      for (const one of used) expect(one).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
      const checkouts = used.filter((one) => one.startsWith("actions/checkout@"))
      expect(file(name).split("persist-credentials: false")).toHaveLength(checkouts.length + 1)
    }
  })

  test("deploy what was checked on main, by a role for these minutes, with every setting there is", () => {
    const deploy = file("deploy")
    expect(rightsIn("deploy")).toEqual(["contents: read, id-token: write"])
    expect(deploy).toMatch(/role-to-assume: \$\{\{ vars\.AWS_DEPLOY_ROLE \}\}/)
    expect(deploy).not.toMatch(/AWS_SECRET|AWS_ACCESS_KEY|secrets\./)
    expect(deploy).toContain("github.event.workflow_run.conclusion == 'success'")
    expect(deploy).toContain("github.event.workflow_run.event == 'push'")
    const { version } = /version: "(?<version>[\d.]+)"/.exec(readFileSync("sst.config.ts", "utf8"))!.groups!
    expect(deploy).toContain(`sst@${version} deploy --stage production`)
    const read = [
      ...readFileSync("infra/stage.ts", "utf8").matchAll(/env\.([A-Z_]+)|(?:count|choice)\("([A-Z_]+)"/g),
    ]
    const given = [...deploy.matchAll(/^ {10}([A-Z_]+): \$\{\{ vars\./gm)].map(([, name]) => name)
    expect([...new Set(read.map(([, one, other]) => one ?? other))].sort()).toEqual(
      [...new Set(given)].sort(),
    )
  })
})
