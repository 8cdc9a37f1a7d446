/**
 * `npx sst@4.17.1 deploy --stage production` puts the forum into your own AWS account (docs/aws.md). What it is made of, each in its
 * file of infra/ and called by infra/forum.ts in this order:
 *
 * - what is chosen and what nobody may know: stage, secrets
 * - what is kept, and where it is reached: table, domain (firewall), uploads, email, search, dax
 * - what runs there, what it is told and may do: environment, permissions, web (queries), functions, stream, sagas, schedules, feedback
 * - who is told of it: alarms, dashboard
 */
export default $config({
  app(input) {
    const keeps = input?.stage === "production"
    return {
      name: "stoa",
      home: "aws",
      version: "4.17.1",
      // All that has data outlives a mistake; every other stage goes as a whole.
      removal: keeps ? "retain" : "remove",
      protect: keeps,
      providers: { aws: { defaultTags: { tags: { "stoa:stage": input?.stage ?? "" } } }, random: "4.16.6" },
    }
  },
  async run() {
    const { deploy } = await import("./infra/forum.ts")
    return deploy($app.stage, process.env)
  },
})
