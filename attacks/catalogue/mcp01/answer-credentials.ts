import type { Attack, Attempt, Breach } from "../../attack";
import type { Lab, LabServer } from "../../lab/lab";
import { exchange } from "../../lab/oracle";
import { firstTool, ordinaryCall } from "../../lab/ordinary";
import { SERVED } from "../../lab/refusals";
import { signIn } from "../../lab/sign-in";

/** One credential: what stands before it, the part that must not be shown, what stands behind it. */
interface Credential {
  readonly before: string;
  readonly secret: string;
  readonly behind: string;
}

/** Letters that look random; repeated to a length. */
const RANDOM = "q7Zt4Kp9Xw2Rn6Vb8Yc3Md5Hf1Jg0LsTaUeEoWiQuP";

const letters = (length: number): string => RANDOM.repeat(Math.ceil(length / RANDOM.length)).slice(0, length);
const upper = (length: number): string => "ABCDEFGHJKLMNPQ234567".repeat(4).slice(0, length);
const alone = (...parts: readonly string[]): Credential => ({ before: "", secret: parts.join(""), behind: "" });
const after = (before: string, secret: string, behind = ""): Credential => ({ before, secret, behind });
const pem = (kind: string): Credential => ({
  before: `-----BEGIN ${kind}-----\n`,
  secret: letters(64),
  behind: `\n${letters(40)}\n-----END ${kind}-----`,
});

/** Put together from parts, so that no scanner of secrets takes this file for a leak. */
const CREDENTIALS: Readonly<Record<string, Credential>> = {
  "a JSON Web Token": alone("eyJ", "hbGciOiJSUzI1NiJ9", ".eyJ", "zdWIiOiIxMjM0NSJ9", ".", letters(86)),
  "an AWS key id": alone("AK", "IA", upper(16)),
  "a temporary AWS key id": alone("AS", "IA", upper(16)),
  "an AWS secret key in a file": after("aws_secret_access_key = ", letters(40)),
  "a GitHub token": alone("gh", "p_", letters(36)),
  "a GitHub app's token": alone("gh", "s_", letters(36)),
  "a fine-grained GitHub token": alone("github", "_pat_", letters(60)),
  "a GitLab token": alone("gl", "pat-", letters(20)),
  "a Slack token": alone("xo", "xb-1234567890-", letters(24)),
  "a Slack hook": after("https://hooks.slack.com/services/", `T00000000/B00000000/${letters(24)}`),
  "a Teams hook": after(
    "https://contoso.webhook.office.com/webhookb2/",
    `${letters(36)}/IncomingWebhook/${letters(32)}`,
  ),
  "a Google API key": alone("AI", "za", letters(35)),
  "a Google access token": alone("ya", "29.", letters(60)),
  "an OpenAI key": alone("sk", "-proj-", letters(48)),
  "an Anthropic key": alone("sk", "-ant-api03-", letters(48)),
  "a Stripe key": alone("sk", "_live_", letters(24)),
  "an npm token": alone("np", "m_", letters(36)),
  "a PyPI token": alone("py", "pi-", letters(60)),
  "a SendGrid key": alone("SG", ".", letters(22), ".", letters(43)),
  "a Vault token": alone("hv", "s.", letters(30)),
  "an Azure storage connection string": after(
    "DefaultEndpointsProtocol=https;AccountName=trails;AccountKey=",
    `${letters(86)}==`,
    ";EndpointSuffix=core.windows.net",
  ),
  "an Azure storage key by itself": alone(letters(86), "=="),
  "a Service Bus connection string": after(
    "Endpoint=sb://x.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=",
    `${letters(43)}=`,
  ),
  "a shared access signature": after(
    "https://trails.blob.core.windows.net/c/b?sv=2024-11-04&se=2099-01-01&sr=b&sp=rw&sig=",
    `${letters(43)}%3D`,
  ),
  "an Entra client secret": alone(letters(3), "8Q~", letters(34)),
  "a SQL connection string": after(
    "Server=tcp:db.example,1433;User Id=sa;Password=",
    "Tr4il!Secret#9",
    ";Encrypt=true",
  ),
  "a Postgres address": after("postgres://trails:", "s3cr3tPass9", "@db.example:5432/trails"),
  "a MongoDB address": after("mongodb+srv://trails:", "s3cr3tPass9", "@cluster.example/test"),
  "a Redis address without a user": after("redis://:", "s3cr3tPass9", "@cache.example:6379"),
  "an address with a user and a password": after("https://deploy:", "s3cr3tPass9", "@git.example/repository.git"),
  "a bearer header": after("Authorization: Bearer ", letters(40)),
  "a basic header": after("Authorization: Basic ", Buffer.from("deploy:s3cr3tPass9").toString("base64")),
  "an RSA key": pem("RSA PRIVATE KEY"),
  "a PKCS 8 key": pem("PRIVATE KEY"),
  "an encrypted key": pem("ENCRYPTED PRIVATE KEY"),
  "an OpenSSH key": pem("OPENSSH PRIVATE KEY"),
  "an EC key": pem("EC PRIVATE KEY"),
  "a PGP key": pem("PGP PRIVATE KEY BLOCK"),
  "a line of an environment file": after("API_KEY=", letters(32)),
  "a quoted line of an environment file": after("DB_PASSWORD='", "correct horse battery", "'"),
  "a member of JSON in text": after('{"client_secret": "', letters(30), '"}'),
  "a line of YAML": after("database:\n  password: ", "Tr4il-Secret-9"),
  code: after('const accessToken = "', letters(30), '";'),
  "an assignment in Ruby": after("secret_key => '", letters(30), "'"),
  "a member of escaped JSON": after('{\\"password\\":\\"', "Tr4il-Secret-9", '\\"}'),
  "upper case": after("PASSWORD=", "Tr4il-Secret-9"),
};

/** What only looks like a secret, and must stay. */
const HARMLESS =
  "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/trails-data/providers/Microsoft.Storage/storageAccounts/trailsdata";

/** Where in an answer a text can stand; `find_trails` and its like take any. */
const PLACES: Readonly<Record<string, (text: string) => Readonly<Record<string, unknown>>>> = {
  text: (text) => ({ content: [{ type: "text", text: `${HARMLESS} ${text}` }] }),
  "structured content": (text) => ({
    content: [{ type: "text", text: HARMLESS }],
    structuredContent: { found: [{ note: text }] },
  }),
  "an embedded resource": (text) => ({
    content: [
      {
        type: "resource",
        resource: { uri: "trails://guides/x", mimeType: "text/plain", text: `${HARMLESS}\n${text}` },
      },
    ],
  }),
  "an embedded blob": (text) => ({
    content: [
      { type: "text", text: HARMLESS },
      {
        type: "resource",
        resource: { uri: "trails://guides/x", mimeType: "text/plain", blob: Buffer.from(text).toString("base64") },
      },
    ],
  }),
  "an error": (text) => ({ content: [{ type: "text", text: `${HARMLESS}: ${text}` }], isError: true }),
};

export const attack: Attack = {
  id: "answer-credentials",
  risk: "MCP01",
  controls: ["MCP01-5"],
  title: "Answers that hold credentials",
  why: "What a tool shows to a model is in the conversation, in logs and with the next tool.",
  *attempts({ servers }) {
    for (const server of servers.filter(({ results }) => results === "inspected")) {
      const [everywhere = "text"] = Object.keys(PLACES);
      for (const [name, credential] of Object.entries(CREDENTIALS)) {
        yield attemptOf(server, name, credential, everywhere);
      }
      for (const place of Object.keys(PLACES).slice(1)) {
        for (const name of [
          "a JSON Web Token",
          "an Azure storage connection string",
          "a PKCS 8 key",
          "a line of YAML",
        ]) {
          const credential = CREDENTIALS[name];
          if (credential !== undefined) yield attemptOf(server, name, credential, place);
        }
      }
      for (const key of ["password", "clientSecret", "api_key", "access-token", "connectionString", "X-Api-Key"]) {
        yield {
          name: `${server.name}: a member called ${key}`,
          run: (lab) =>
            redacted(lab, server, "Tr4il-Secret-9", {
              content: [{ type: "text", text: HARMLESS }],
              structuredContent: { settings: { [key]: "Tr4il-Secret-9" } },
            }),
        };
      }
    }
  },
};

function attemptOf(server: LabServer, name: string, { before, secret, behind }: Credential, place: string): Attempt {
  return {
    name: `${server.name}: ${name} in ${place}`,
    run: (lab) => redacted(lab, server, secret, PLACES[place]?.(`${before}${secret}${behind}`) ?? {}),
  };
}

async function redacted(
  lab: Lab,
  server: LabServer,
  secret: string,
  answer: Readonly<Record<string, unknown>>,
): Promise<readonly Breach[]> {
  const caller = await signIn(lab, server);
  // The next attempt sets another; the next attack calls no tool before a reset.
  await lab.control.setAnswer(server.name, firstTool(server).name, answer);
  return exchange(lab, server, ordinaryCall(server, caller), {
    ...SERVED,
    also: ({ answer: { body }, audit, traces }) => {
      const shown = `${body} ${decodedBlobs(body)}`;
      if (shown.includes(secret)) return "the client was shown the credential";
      if (!shown.includes("[redacted:")) return "nothing says that something was taken out";
      if (!body.includes(HARMLESS)) return "the id of a resource was taken out too";
      if (JSON.stringify([audit, traces]).includes(secret)) return "the credential is in the logs";
      const record = traces.find(({ source }) => source === "bulwark-redaction");
      return record?.control === "MCP01-5" ? undefined : "no record says that a credential was taken out";
    },
  });
}

function decodedBlobs(body: string): string {
  return [...body.matchAll(/"blob":"([^"]*)"/g)]
    .map((match) => Buffer.from(match[1] ?? "", "base64").toString())
    .join(" ");
}
