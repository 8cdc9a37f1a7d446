/**
 * DynamoDB's cache in front of a few reads, by setting (docs/adr/0376). It can be reached in a network alone, so the site moves
 * into one, from where it reaches table and buckets directly and everything else by two small machines. What serves no page stays outside.
 */
import { TABLE } from "../lib/db/definition.ts"
import type { Stage } from "./stage.ts"
import type { Table } from "./table.ts"

/** Sealed connections. */
const PORT = 9111
/** Lists that may be old are so old at most; blocks of the search never change (docs/adr/0375). */
const [LISTS, BLOCKS] = [10_000, 3_600_000]

export function makeDax({ name, dax }: Stage, table: Table) {
  if (!dax) return undefined
  const { vpc, site } = makeNetwork()
  const door = new aws.ec2.SecurityGroup("DaxDoor", {
    description: "DAX: who makes pages, and nobody else",
    vpcId: vpc.id,
    ingress: [{ protocol: "tcp", fromPort: PORT, toPort: PORT, securityGroups: [site.id] }],
    egress: [EVERYWHERE],
  })
  // DAX writes names small: with those that Pulumi makes, each deployment would find others, and make all of it anew.
  const called = clusterName(name)
  const subnets = new aws.dax.SubnetGroup("DaxSubnets", { name: called, subnetIds: vpc.privateSubnets })
  const parameters = new aws.dax.ParameterGroup("DaxParameters", {
    name: called,
    parameters: [
      { name: "query-ttl-millis", value: String(LISTS) },
      { name: "record-ttl-millis", value: String(BLOCKS) },
    ],
  })
  const cluster = new aws.dax.Cluster("Dax", {
    clusterName: called,
    description: `Stoa ${name}: blocks of the search, and lists that may be seconds late`,
    nodeType: dax,
    // When it is away, the table is asked: a second one would only cost.
    replicationFactor: 1,
    iamRoleArn: makeRole(table).arn,
    subnetGroupName: subnets.name,
    parameterGroupName: parameters.name,
    securityGroupIds: [door.id],
    serverSideEncryption: { enabled: true },
    clusterEndpointEncryptionType: "TLS",
  })
  return {
    endpoint: $interpolate`daxs://${cluster.clusterAddress}`,
    vpc: { privateSubnets: vpc.privateSubnets, securityGroups: [site.id] },
    permissions: [{ actions: ["dax:BatchGetItem", "dax:Query"], resources: [cluster.arn] }],
  }
}

export type Dax = ReturnType<typeof makeDax>

const EVERYWHERE = { protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }
/** What SST's networks have. */
const WITHIN = "10.0.0.0/16"

/** Two zones, so that the site outlives the loss of one. */
function makeNetwork() {
  const vpc = new sst.aws.Vpc("Network", {
    az: 2,
    // To SES, to who else signs people in, and to Amazon's search. A hundredth of it is worth no gateway of $32 a month.
    nat: "ec2",
    transform: {
      // SST would let the whole world in.
      natSecurityGroup: { ingress: [{ ...EVERYWHERE, cidrBlocks: [WITHIN] }] },
    },
  })
  const { region } = aws.getRegionOutput()
  const routeTableIds = $resolve([vpc.nodes.privateRouteTables]).apply(([tables]) =>
    tables.map((one: { id: $util.Input<string> }) => one.id),
  )
  // What most requests need costs nothing that way, and needs no machine.
  for (const service of ["dynamodb", "s3"])
    new aws.ec2.VpcEndpoint(`Network${service}`, {
      vpcId: vpc.id,
      vpcEndpointType: "Gateway",
      serviceName: $interpolate`com.amazonaws.${region}.${service}`,
      routeTableIds,
    })
  const site = new aws.ec2.SecurityGroup("SiteDoor", {
    description: "The site: goes out, and is not reached from here",
    vpcId: vpc.id,
    egress: [EVERYWHERE],
  })
  return { vpc, site }
}

/** Reads this table, and nothing else: what DAX may, everybody may who is let in to it. */
function makeRole(table: Table) {
  const document = (statement: object) => aws.iam.getPolicyDocumentOutput({ statements: [statement] }).json
  const indexes = Object.keys(TABLE.indexes).map((index) => $interpolate`${table.arn}/index/${index}`)
  return new aws.iam.Role("DaxRole", {
    assumeRolePolicy: document({
      actions: ["sts:AssumeRole"],
      principals: [{ type: "Service", identifiers: ["dax.amazonaws.com"] }],
    }),
    inlinePolicies: [
      {
        name: "reads",
        policy: document({
          actions: ["DescribeTable", "GetItem", "BatchGetItem", "Query"].map((one) => `dynamodb:${one}`),
          resources: [table.arn, ...indexes],
        }),
      },
    ],
  })
}

/** Of at most twenty small letters, digits and single dashes, another one for each stage of an account. */
export function clusterName(stage: string): string {
  const plain = `stoa-${stage}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/-$/, "")
  if (plain.length <= 20 && plain === `stoa-${stage}`) return plain
  let sum = 0
  for (const letter of stage) sum = (sum * 31 + letter.codePointAt(0)!) % 36 ** 5
  return `${plain.slice(0, 14).replace(/-$/, "")}-${sum.toString(36).padStart(5, "0")}`
}
