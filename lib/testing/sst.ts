/**
 * Stand-ins for the globals that SST gives to infra/: they write down what is made, and make nothing. Every value that
 * only AWS would know is its own name, so that a test sees what leads where.
 */

export type Made = {
  /** As it is called in the code: "sst.aws.Dynamo". Of a call on something made: "Table.subscribe". */
  kind: string
  name: string
  // biome-ignore lint/suspicious/noExplicitAny: what components take is theirs to say.
  args: any
}

/** What everything that was made is called, by its kind. */
export class Recorder {
  readonly made: Made[] = []

  of(kind: string): Made[] {
    return this.made.filter((one) => one.kind === kind)
  }

  /** The one of a kind, or of a kind and a name. @throws when there is none, or more */
  one(kind: string, name?: string): Made {
    const found = this.of(kind).filter((one) => name === undefined || one.name === name)
    if (found.length !== 1) throw new Error(`There are ${found.length} of ${kind} ${name ?? ""}`)
    return found[0]!
  }
}

const GLOBALS = [
  "sst",
  "aws",
  "random",
  "$app",
  "$resolve",
  "$interpolate",
  "$jsonStringify",
  "$config",
] as const

/** Puts the stand-ins in place while `evaluate` runs. @returns what it made, and what it gave */
export function recorded<T>(stage: string, evaluate: () => T): { recorder: Recorder; given: T } {
  const recorder = new Recorder()
  const scope = globalThis as Record<string, unknown>
  const before = GLOBALS.map((name) => [name, scope[name]] as const)
  Object.assign(scope, {
    sst: namespace("sst", recorder),
    aws: namespace("aws", recorder),
    random: namespace("random", recorder),
    $app: { name: "stoa", stage },
    $config: (config: unknown) => config,
    $resolve: (values: unknown[]) => ({ apply: (make: (values: unknown[]) => unknown) => make(values) }),
    $interpolate: (parts: TemplateStringsArray, ...values: unknown[]) =>
      parts.map((part, i) => part + (i < values.length ? String(values[i]) : "")).join(""),
    $jsonStringify: (value: unknown) => JSON.stringify(value),
  })
  try {
    return { recorder, given: evaluate() }
  } finally {
    for (const [name, value] of before) scope[name] = value
  }
}

/** `sst.aws.Dynamo`: to be asked for names, and to be made. */
function namespace(path: string, recorder: Recorder): unknown {
  return new Proxy(class {}, {
    get: (_, name) => (typeof name === "string" ? namespace(`${path}.${name}`, recorder) : undefined),
    construct: (_, [name, args]) => {
      recorder.made.push({ kind: path, name, args: plain(args) })
      return thing(name, recorder) as object
    },
    // A function of a provider, as `aws.getRegionOutput()`.
    apply: (_, __, [args]) => {
      if (args !== undefined) recorder.made.push({ kind: path, name: "", args: plain(args) })
      return thing(path, recorder)
    },
  })
}

/** Something made, or a value of it: its name, and what its parts are called. Calling a part of it is written down. */
function thing(label: string, recorder: Recorder): unknown {
  return new Proxy(() => {}, {
    get: (_, name) => {
      if (name === "toString" || name === "toJSON" || name === Symbol.toPrimitive) return () => `{${label}}`
      return typeof name === "string" ? thing(`${label}.${name}`, recorder) : undefined
    },
    apply: (_, __, [name, ...args]) => {
      recorder.made.push({ kind: label, name, args: plain(args) })
      return thing(`${label}(${name})`, recorder)
    },
  })
}

/** Values of things made as text; functions, which change what a component makes, as they are. */
function plain(value: unknown): unknown {
  if (typeof value === "function") return String(value).startsWith("{") ? String(value) : value
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]))
}
