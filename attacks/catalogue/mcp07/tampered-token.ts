import { createHmac, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import type { Attack } from "../../attack";
import { ANOTHER_USER, signIn } from "../../lab/sign-in";
import { flipped } from "../../lab/change";
import type { Lab, LabServer } from "../../lab/lab";
import { exchange } from "../../lab/oracle";
import { ordinaryCall } from "../../lab/ordinary";
import { tokenRefused } from "../../lab/refusals";

type Json = Readonly<Record<string, unknown>>;

const attacker = generateKeyPairSync("rsa", { modulusLength: 2048 });
const curve = generateKeyPairSync("ec", { namedCurve: "P-256" });

export const attack: Attack = {
  id: "tampered-token",
  risk: "MCP07",
  controls: ["MCP07-1"],
  title: "A good token changed, or signed by the attacker",
  why: "Whoever holds any token would be any user with any scope.",
  *attempts({ servers }) {
    for (const server of servers) {
      for (const [name, change] of Object.entries(changes())) {
        yield {
          name: `${server.name}: ${name}`,
          run: async (lab) => {
            const { token: good, session } = await signIn(lab, server);
            const token = await change(good, server, lab);
            return exchange(
              lab,
              server,
              ordinaryCall(server, { token, session }),
              tokenRefused(server, "token-invalid", "token-missing"),
            );
          },
        };
      }
    }
  },
};

type Change = (token: string, server: LabServer, lab: Lab) => string | Promise<string>;

function changes(): Readonly<Record<string, Change>> {
  const places: Record<string, Change> = {};
  for (const [part, region] of [
    [0, "header"],
    [1, "payload"],
    [2, "signature"],
  ] as const) {
    for (const at of [0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9]) {
      places[`one character of the ${region}, at ${at * 100}%`] = (token) =>
        withPart(token, part, (text) => flipped(text, Math.floor(text.length * at)));
    }
  }
  return {
    ...places,
    "no signature": (token) => withPart(token, 2, () => ""),
    "two parts": (token) => token.split(".").slice(0, 2).join("."),
    "one part": (token) => token.split(".")[0] ?? "",
    "four parts": (token) => `${token}.AAAA`,
    "five parts, as if encrypted": (token) => `${token}.AAAA.AAAA`,
    "signature cut short": (token) => withPart(token, 2, (text) => text.slice(0, 100)),
    "signature of zeros": (token) => withPart(token, 2, (text) => "A".repeat(text.length)),
    "signature longer": (token) => withPart(token, 2, (text) => `${text}AAAA`),
    "a blank inside": (token) => token.replace(".", ". "),
    "header says none, signature kept": (token) => withHeader(token, { alg: "none" }),
    "header says none, no signature": (token) => withPart(withHeader(token, { alg: "none" }), 2, () => ""),
    "header says NoNe": (token) => withPart(withHeader(token, { alg: "NoNe" }), 2, () => ""),
    "header without alg": (token) => withHeader(token, { alg: undefined }),
    "unknown critical member": (token) => withHeader(token, { crit: ["exp2"], exp2: 1 }),
    "another user": (token) => withClaims(token, { oid: ANOTHER_USER }),
    "more scopes": (token, { scopes }) => withClaims(token, { scp: [...scopes, "admin"].join(" ") }),
    "a longer life": (token) => withClaims(token, { exp: 4_102_444_800 }),
    "another audience": async (_, server, lab) =>
      withClaims(await lab.control.token({ server: server.name, aud: "other" }), { aud: server.audience }),
    "claims of one, signature of another": async (token, server, lab) => {
      const other = await lab.control.token({ server: server.name, oid: ANOTHER_USER });
      return [...token.split(".").slice(0, 2), other.split(".")[2] ?? ""].join(".");
    },
    "two of a claim": (token) =>
      withPart(token, 1, (text) => encode(decodeText(text).replace(/^\{/, `{"oid":"${ANOTHER_USER}",`))),
    "signed by the attacker": (token) => signed(token, {}, attacker.privateKey),
    "signed by the attacker, key in the header": (token) =>
      signed(token, { jwk: attacker.publicKey.export({ format: "jwk" }) }, attacker.privateKey),
    "signed by the attacker, key set at an address": (token) =>
      signed(
        token,
        { jku: "https://keys.example/jwks.json", x5u: "https://keys.example/cert.pem" },
        attacker.privateKey,
      ),
    "signed by the attacker, certificate in the header": (token) =>
      signed(
        token,
        { x5c: [attacker.publicKey.export({ format: "der", type: "spki" }).toString("base64")] },
        attacker.privateKey,
      ),
    "signed by the attacker, without kid": (token) => signed(token, { kid: undefined }, attacker.privateKey),
    "signed on a curve": (token) => {
      const input = withHeader(token, { alg: "ES256" }).split(".").slice(0, 2).join(".");
      const signature = sign("sha256", Buffer.from(input), { key: curve.privateKey, dsaEncoding: "ieee-p1363" });
      return `${input}.${signature.toString("base64url")}`;
    },
    "HS256 with the key's name as secret": (token) => {
      const { kid } = JSON.parse(decodeText(token.split(".")[0] ?? "")) as { readonly kid: string };
      const input = withHeader(token, { alg: "HS256" }).split(".").slice(0, 2).join(".");
      return `${input}.${createHmac("sha256", kid).update(input).digest("base64url")}`;
    },
    "HS256 with an empty secret": (token) => {
      const input = withHeader(token, { alg: "HS256" }).split(".").slice(0, 2).join(".");
      return `${input}.${createHmac("sha256", "").update(input).digest("base64url")}`;
    },
    "payload that is no object": (token) => withPart(token, 1, () => encode("[]")),
    "payload that is empty": (token) => withPart(token, 1, () => ""),
    "not base64": (token) => withPart(token, 1, () => "!!!!"),
    "one dot": () => ".",
    "two dots": () => "..",
    "a word": () => "null",
    "very long": (token) => withPart(token, 1, (text) => text.repeat(3)),
  };
}

function signed(token: string, header: Json, key: KeyObject): string {
  const input = withHeader(token, header).split(".").slice(0, 2).join(".");
  return `${input}.${sign("sha256", Buffer.from(input), key).toString("base64url")}`;
}

function withHeader(token: string, members: Json): string {
  return withPart(token, 0, (text) =>
    encode(JSON.stringify({ ...(JSON.parse(decodeText(text)) as Json), ...members })),
  );
}

function withClaims(token: string, members: Json): string {
  return withPart(token, 1, (text) =>
    encode(JSON.stringify({ ...(JSON.parse(decodeText(text)) as Json), ...members })),
  );
}

function withPart(token: string, index: number, change: (part: string) => string): string {
  return token
    .split(".")
    .map((part, at) => (at === index ? change(part) : part))
    .join(".");
}

function encode(text: string): string {
  return Buffer.from(text).toString("base64url");
}

function decodeText(part: string): string {
  return Buffer.from(part, "base64url").toString();
}
