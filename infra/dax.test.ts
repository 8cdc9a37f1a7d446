import { expect, test } from "vitest"
import { TABLE } from "#lib/db/definition.ts"
import { deployed, functionIn, NEEDED } from "#lib/testing/deployed.ts"
import { clusterName } from "./dax.ts"
import { readStage } from "./stage.ts"

const production = deployed()
const cached = deployed("production", { STOA_DAX: "dax.t3.small" })
const WORKERS = ["Stream", "Saga", "Schedule", "Feedback"]

test("DAX, and a network for it, are made by setting alone", () => {
  const kinds = [
    "aws.dax.Cluster",
    "sst.aws.Vpc",
    "aws.ec2.VpcEndpoint",
    "aws.ec2.SecurityGroup",
    "aws.iam.Role",
  ]
  for (const of of [production, deployed("production", { STOA_DAX: "off" })]) {
    for (const kind of kinds) expect(of.of(kind)).toEqual([])
    const site = of.one("sst.aws.Nextjs").args
    expect(site).not.toHaveProperty("vpc")
    expect(site.environment).not.toHaveProperty("DAX_ENDPOINT")
  }
  for (const kind of kinds) expect([kind, cached.of(kind).length > 0]).toEqual([kind, true])
  for (const wrong of ["on", "t3.small", "dax.", "dax.t3.small; x"])
    expect(() => readStage("production", { ...NEEDED, STOA_DAX: wrong })).toThrow("STOA_DAX must be")
})

test("the cluster is one machine, sealed at rest and on its way, and forgets lists after seconds", () => {
  expect(cached.one("aws.dax.Cluster").args).toEqual({
    clusterName: "stoa-production",
    description: expect.any(String),
    nodeType: "dax.t3.small",
    replicationFactor: 1,
    iamRoleArn: "{DaxRole.arn}",
    subnetGroupName: "{DaxSubnets.name}",
    parameterGroupName: "{DaxParameters.name}",
    securityGroupIds: ["{DaxDoor.id}"],
    serverSideEncryption: { enabled: true },
    clusterEndpointEncryptionType: "TLS",
  })
  expect(cached.one("aws.dax.ParameterGroup").args.parameters).toEqual([
    { name: "query-ttl-millis", value: "10000" },
    { name: "record-ttl-millis", value: "3600000" },
  ])
  // As DAX writes them: another spelling would be another group at each deployment.
  for (const kind of ["aws.dax.ParameterGroup", "aws.dax.SubnetGroup"])
    expect(cached.one(kind).args.name).toBe("stoa-production")
})

test("it may read this table and its indexes, and write nothing", () => {
  const statements = cached.of("aws.iam.getPolicyDocumentOutput").flatMap(({ args }) => args.statements)
  expect(statements).toEqual([
    {
      actions: ["sts:AssumeRole"],
      principals: [{ type: "Service", identifiers: ["dax.amazonaws.com"] }],
    },
    {
      actions: ["DescribeTable", "GetItem", "BatchGetItem", "Query"].map((one) => `dynamodb:${one}`),
      resources: ["{Table.arn}", ...Object.keys(TABLE.indexes).map((name) => `{Table.arn}/index/${name}`)],
    },
  ])
})

test("only the site is in its network, let in to the cluster, and told of it", () => {
  const site = cached.one("sst.aws.Nextjs").args
  expect(site.vpc).toEqual({ privateSubnets: "{Network.privateSubnets}", securityGroups: ["{SiteDoor.id}"] })
  expect(site.environment.DAX_ENDPOINT).toBe("daxs://{Dax.clusterAddress}")
  expect(site.permissions).toContainEqual({
    actions: ["dax:BatchGetItem", "dax:Query"],
    resources: ["{Dax.arn}"],
  })
  expect(cached.one("aws.ec2.SecurityGroup", "DaxDoor").args.ingress).toEqual([
    { protocol: "tcp", fromPort: 9111, toPort: 9111, securityGroups: ["{SiteDoor.id}"] },
  ])
  expect(cached.one("aws.ec2.SecurityGroup", "SiteDoor").args.ingress).toBeUndefined()
  for (const name of WORKERS) {
    const worker = functionIn(cached, name)
    expect(worker).not.toHaveProperty("vpc")
    expect(worker.environment).not.toHaveProperty("DAX_ENDPOINT")
    expect(worker).toEqual(functionIn(production, name))
  }
  // For `npx sst shell`, which is outside of the network.
  expect(cached.one("sst.Linkable").args.properties).not.toHaveProperty("DAX_ENDPOINT")
})

test("from the network the site reaches table and buckets by themselves, and mail and who signs people in by two ways out", () => {
  const { az, nat, transform } = cached.one("sst.aws.Vpc").args
  expect({ az, nat }).toEqual({ az: 2, nat: "ec2" })
  for (const { cidrBlocks } of transform.natSecurityGroup.ingress) expect(cidrBlocks).toEqual(["10.0.0.0/16"])
  const doors = cached.of("aws.ec2.VpcEndpoint").map(({ args }) => args)
  expect(doors.map(({ serviceName }) => serviceName.split(".").at(-1))).toEqual(["dynamodb", "s3"])
  for (const door of doors) expect(door).toMatchObject({ vpcEndpointType: "Gateway", vpcId: "{Network.id}" })
})

test("each stage has a cluster of its own, by a name that DAX takes", () => {
  const stages = [
    "production",
    "ann",
    "Ann",
    "a-very-long-name-of-a-stage",
    "a-very-long-name-of-a-stagf",
    "x_y",
    "x-y-",
  ]
  const names = stages.map(clusterName)
  for (const name of names) {
    expect(name).toMatch(/^[a-z](?:-?[a-z0-9])*$/)
    expect(name.length).toBeLessThanOrEqual(20)
  }
  expect(new Set(names).size).toBe(names.length)
  expect(names.slice(0, 2)).toEqual(["stoa-production", "stoa-ann"])
})
