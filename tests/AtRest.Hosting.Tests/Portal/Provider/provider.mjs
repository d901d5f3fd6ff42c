// A real OpenID provider: node provider.mjs FOLDER PORT PORTAL. Its people are those of the tests; every password is accepted.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, port, portal] = process.argv.slice(2);
const { default: Provider } = await import(pathToFileURL(join(folder, "node_modules/oidc-provider/lib/index.js")));
const people = {
  alice: { organization: ["acme-bank"] },
  olga: { roles: ["AtRest.Operator"] },
  nobody: {},
};
const common = { redirect_uris: [`${portal}sign-in/callback`], response_types: ["code"], grant_types: ["authorization_code"] };
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    { ...common, client_id: "confidential", client_secret: "a-secret-of-these-tests-only", token_endpoint_auth_method: "client_secret_post" },
    { ...common, client_id: "public", token_endpoint_auth_method: "none" },
  ],
  pkce: { required: () => true },
  claims: { openid: ["sub", "organization", "roles"] },
  conformIdTokenClaims: false,
  cookies: { keys: ["a-key-of-these-tests-only"] },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
});
provider.listen(Number(port), "127.0.0.1", () => console.log("listening"));
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
