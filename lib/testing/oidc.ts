/** A service for signing in that speaks OpenID Connect, for tests: whoever comes is who `claims` say. */
import { generateKeyPairSync, sign } from "node:crypto"
import { createServer } from "node:http"

export type Service = { issuer: string; claims: Record<string, unknown>; close(): void }

export async function oidcService(clientId: string): Promise<Service> {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  const service: Service = { issuer: "", claims: {}, close: () => server.close() }
  let nonce: string | null = null
  const idToken = (): string => {
    const at = Math.floor(Date.now() / 1000)
    const standard = { iss: service.issuer, aud: clientId, iat: at, exp: at + 300, nonce }
    const signed = [
      { alg: "RS256", kid: "k" },
      { ...standard, ...service.claims },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".")
    return `${signed}.${sign("sha256", Buffer.from(signed), privateKey).toString("base64url")}`
  }
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", service.issuer)
    const { issuer } = service
    const answers: Record<string, () => unknown> = {
      "/.well-known/openid-configuration": () => ({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        userinfo_endpoint: `${issuer}/userinfo`,
        jwks_uri: `${issuer}/keys`,
        id_token_signing_alg_values_supported: ["RS256"],
      }),
      "/keys": () => ({
        keys: [{ ...publicKey.export({ format: "jwk" }), kid: "k", alg: "RS256", use: "sig" }],
      }),
      "/token": () => ({ access_token: "a", token_type: "Bearer", id_token: idToken() }),
    }
    if (pathname === "/authorize") {
      nonce = searchParams.get("nonce")
      const query = new URLSearchParams({ code: "c", state: searchParams.get("state") ?? "", iss: issuer })
      response.writeHead(302, { location: `${searchParams.get("redirect_uri")}?${query}` }).end()
    } else if (answers[pathname]) {
      response.setHeader("content-type", "application/json").end(JSON.stringify(answers[pathname]()))
    } else response.writeHead(404).end()
  })
  await new Promise<void>((done) => server.listen(0, done))
  service.issuer = `http://localhost:${(server.address() as { port: number }).port}`
  return service
}
