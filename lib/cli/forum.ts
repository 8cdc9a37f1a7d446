/** `npm run forum -- <command>`: what the operator does to a forum from the command line. */
import { parseArgs } from "node:util"
import { ForumError } from "#lib/base/errors.ts"
import { ConfigError } from "#lib/config.ts"
import { backupCommand } from "./backup.ts"
import { category } from "./category.ts"
import { checkCommand } from "./check.ts"
import { type Command, Mistake } from "./command.ts"
import { deadLettersCommand } from "./dead-letters.ts"
import { emptyCategoryCommand } from "./empty-category.ts"
import { exportCommand } from "./export.ts"
import { importCommand } from "./import.ts"
import { mailCommand } from "./mail.ts"
import { makeOwnerCommand } from "./make-owner.ts"
import { migrateCommand } from "./migrate.ts"
import { rebuildCommand } from "./rebuild.ts"
import { rehearseCommand } from "./rehearse.ts"
import { restartCommand } from "./restart.ts"
import { restoreCommand } from "./restore.ts"
import { sagasCommand } from "./sagas.ts"
import { settingsCommand } from "./settings.ts"
import { statisticsCommand } from "./statistics.ts"
import { twoStepOffCommand } from "./two-step-off.ts"

export const COMMANDS: Command[] = [
  makeOwnerCommand,
  twoStepOffCommand,
  category,
  importCommand,
  rebuildCommand,
  deadLettersCommand,
  mailCommand,
  settingsCommand,
  statisticsCommand,
  emptyCategoryCommand,
  sagasCommand,
  checkCommand,
  exportCommand,
  restoreCommand,
  backupCommand,
  restartCommand,
  migrateCommand,
  rehearseCommand,
]
const CALL = "npm run forum --"

/** Runs a command line and gives its exit code. Nothing is thrown for what a person can put right. */
export async function main(args: string[]): Promise<number> {
  try {
    return await dispatch(args)
  } catch (error) {
    if (!isForPeople(error)) throw error
    console.error(error.message)
    return 1
  }
}

async function dispatch([name, ...rest]: string[]): Promise<number> {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    console.log(overview())
    return 0
  }
  const command = COMMANDS.find((one) => one.name === name)
  if (!command) throw new Mistake(`There is no command "${name}": ${CALL} --help lists the commands.`)
  const { values, positionals } = parse(command, rest)
  if (values.help) {
    console.log(details(command))
    return 0
  }
  return command.run(positionals, values)
}

function parse(command: Command, args: string[]): ReturnType<typeof parseArgs> {
  try {
    const options = { ...command.options, help: { type: "boolean", short: "h" } as const }
    return parseArgs({ args, options, allowPositionals: true, strict: true })
  } catch (error) {
    if (!(error instanceof TypeError) || !("code" in error)) throw error
    const [sentence] = error.message.split(". ")
    throw new Mistake(`${sentence}: ${CALL} ${command.name} --help lists its options.`)
  }
}

function overview(): string {
  const lines = COMMANDS.map(({ name, usage, summary, mayRunTwice }) => {
    const call = `${name} ${usage}`
    return `  ${call}\n      ${summary} ${mayRunTwice}`
  })
  return [
    `${CALL} <command>, the operator's tool. The forum may run meanwhile.`,
    "",
    ...lines,
    "",
    `${CALL} <command> --help tells the options of one.`,
  ].join("\n")
}

function details({ name, usage, summary, mayRunTwice, options, help }: Command): string {
  const lines = Object.entries(options).map(([option, { type }]) => {
    const call = `--${option}${type === "string" ? " <value>" : ""}`
    return `  ${call.padEnd(24)} ${help[option] ?? ""}`
  })
  return [
    `${CALL} ${name} ${usage}`,
    "",
    `${summary} ${mayRunTwice}`,
    ...(lines.length > 0 ? ["", ...lines] : []),
  ].join("\n")
}

function isForPeople(error: unknown): error is Error {
  return (
    error instanceof Mistake ||
    error instanceof ForumError ||
    error instanceof ConfigError ||
    (error instanceof Error && error.name === "Refusal")
  )
}

if (import.meta.filename === process.argv[1]) {
  process.exitCode = await main(process.argv.slice(2))
}
