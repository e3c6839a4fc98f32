import { readsOf } from "../../../plan/expression/reads";
import { child } from "../../../plan/policy-document";
import { allSteps, type Step } from "../../../plan/policy-flow";
import { API, approvals, textsIn, type Approved } from "../../framework/approved";
import { decisionProblem, goodAnswers, goodRequests, naming } from "../../framework/decisions";
import type { Place } from "../../framework/place";
import { nameOf, treatsHeader, type JudgedRoute } from "../../framework/routes";
import type { Rule, StackUnderJudgement } from "../../framework/rule";
import { endsOf } from "../../framework/ways";

const VAULT = "azure-native:keyvault:Vault";
const SECRET = "azure-native:keyvault:Secret";
const BYTES = "random:index/randomBytes:RandomBytes";
const SESSION_HEADER = "Mcp-Session-Id";
/** From this revision on the protocol has no sessions. */
const STATELESS = "2026-07-28";
/** Bytes of a key at least: 128 bits. */
const LEAST_BYTES = 16;
/** Reasons that the check gives; what it compares with. */
const REASONS = ["session-unknown", "session-foreign", "session-expired"] as const;
const BOUND_TO = ["server", "user", "client"] as const;
const SEALS = /\bHMACSHA256\b/;

export const rule: Rule = {
  name: "mcp07-session-bound",
  control: "MCP07-7",
  title: "A session id works for the user, the client and the server that it was made for, and for nobody else",
  why: "Whoever sees or guesses a session id that is not bound takes over somebody else's session.",
  severity: "critical",
  remedy:
    "In inbound check the id's HMAC-SHA256 over server, user, client and expiry, with reasons session-unknown, session-foreign and session-expired, on every way; in outbound hand out only ids that are sealed so. Read the key from the planned vault at run time, made of at least 16 random bytes.",
  stack: {
    types: [API],
    judge: (stack) => {
      for (const approved of approvals(stack)) {
        if (approved.document.sessions === true) {
          judgeServer(stack, approved);
        } else if (approved.document.sessions !== false) {
          approved.api.wrong("its policy does not say whether it has sessions: write true or false.");
        }
      }
      stack.places(SECRET).forEach((secret) => {
        judgeSecret(stack, secret);
      });
    },
  },
};

function judgeServer(stack: StackUnderJudgement, { api, document, routes }: Approved): void {
  if (textsIn(document.protocols).includes(STATELESS)) {
    api.wrong(`it has sessions, which ${STATELESS} does not know: write sessions false, or an older revision.`);
  }
  for (const judged of routes) {
    for (const problem of [inboundProblem(judged), outboundProblem(judged), keyProblem(stack, judged)]) {
      if (problem !== undefined) {
        judged.place.wrong(`${nameOf(judged)}: ${problem}.`);
      }
    }
  }
}

function inboundProblem(judged: JudgedRoute): string | undefined {
  const problem = decisionProblem(judged.policy.sections.inbound, checksSession, goodRequests(judged));
  return problem === undefined ? undefined : `session ids are not checked against their seal: ${problem}`;
}

function checksSession(step: Step): boolean {
  const value = step.attributes.value ?? "";
  const { variables } = readsOf(value);
  return naming(...REASONS)(step) && SEALS.test(value) && BOUND_TO.every((name) => variables.includes(name));
}

/** The server's own id never leaves, and what leaves is sealed. */
function outboundProblem(judged: JudgedRoute): string | undefined {
  const { outbound } = judged.policy.sections;
  const removes = (step: Step): boolean =>
    treatsHeader(step, SESSION_HEADER, "delete") || treatsHeader(step, SESSION_HEADER, "override");
  if (endsOf(outbound, removes, goodAnswers(judged)).without) {
    return "the server's own session id may reach the client: delete the header in outbound on every way";
  }
  const all = [...allSteps(outbound)];
  const open = all.find(
    (step) =>
      step.name === "set-header" &&
      step.attributes.name?.toLowerCase() === SESSION_HEADER.toLowerCase() &&
      !treatsHeader(step, SESSION_HEADER, "delete") &&
      !isSealed(step, all),
  );
  return open === undefined ? undefined : `line ${open.line} hands out a session id that no HMAC-SHA256 seals`;
}

/** True where the header's value is one variable that is only ever empty or sealed, for server, user and client. */
function isSealed(header: Step, all: readonly Step[]): boolean {
  const [name, ...more] = readsOf(child(header, "value")?.text ?? "").variables;
  const made = all.filter((step) => step.name === "set-variable" && step.attributes.name === name);
  return (
    name !== undefined &&
    more.length === 0 &&
    made.length > 0 &&
    made.every(({ attributes }) => {
      const value = attributes.value ?? "";
      return value === "" || (SEALS.test(value) && BOUND_TO.every((bound) => readsOf(value).variables.includes(bound)));
    })
  );
}

/** Where a vault is planned, the key comes from there; anybody can hand out a key elsewhere. */
function keyProblem(stack: StackUnderJudgement, judged: JudgedRoute): string | undefined {
  const hosts = stack
    .places(VAULT)
    .map((vault) => vault.at("vaultName").text("which vault holds the key must be known"))
    .filter((name) => name !== undefined)
    .map((name) => `${name.toLowerCase()}.vault.azure.net`);
  const addresses = [...allSteps(judged.policy.sections.inbound)]
    .filter(({ name }) => name === "send-request")
    .map((step) => child(step, "set-url")?.text ?? "")
    .filter((address) => address.includes("/secrets/"));
  if (addresses.length === 0) {
    return "its key is read from no vault: read it at run time, with the gateway's identity";
  }
  const foreign = addresses.find((address) => {
    const host = /^(?:@\(\s*")?https:\/\/([^/"]+)\//.exec(address.trim())?.[1];
    return host === undefined || (hosts.length > 0 && !hosts.includes(host.toLowerCase()));
  });
  return foreign === undefined ? undefined : `it reads a key from an address that is not the planned vault's`;
}

/** A secret of this stack is made at random, and long enough; its value is never to be judged, only where it comes from. */
function judgeSecret(stack: StackUnderJudgement, secret: Place): void {
  const sources = secret.resource.propertyDependencies?.properties ?? [];
  const made = stack.places(BYTES).filter(({ resource }) => sources.includes(resource.urn));
  if (made.length === 0) {
    secret.wrong("its value does not come from RandomBytes of this stack: whoever wrote it down can forge sessions.");
  }
  for (const bytes of made) {
    bytes
      .at("length")
      .must((length) => typeof length === "number" && length >= LEAST_BYTES, `write ${String(LEAST_BYTES)} or more`);
  }
}
