import { isUnknown, visitValues } from "../../../plan/values";
import { containersOf, CONTAINER_TYPES } from "../../framework/containers";
import type { Place } from "../../framework/place";
import type { Rule } from "../../framework/rule";
import { isSecretName } from "../../framework/shown";

/** Texts that are secrets by their form, wherever they stand. Sources: the issuers' own documentation of their formats. */
const SECRET_FORMS: readonly { readonly what: string; readonly form: RegExp }[] = [
  {
    what: "a connection string with a key",
    form: /\b(?:AccountKey|SharedAccessKey|AccessKey)\s*=\s*[A-Za-z0-9+/]{20,}/i,
  },
  { what: "a connection string with a password", form: /;\s*(?:Password|Pwd)\s*=\s*[^;{}\s]{4,}/i },
  { what: "a shared access signature", form: /[?&]sig=[A-Za-z0-9%+/]{20,}/ },
  { what: "a private key", form: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/ },
  { what: "a token (JWT)", form: /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/ },
  {
    what: "an Entra client secret",
    form: /(?:^|[^A-Za-z0-9_~.-])[A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~.-])/,
  },
  { what: "a GitHub token", form: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})/ },
  { what: "an AWS access key", form: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  { what: "a Slack token", form: /\bxox[abprs]-[A-Za-z0-9-]{10,}/ },
  { what: "an OpenAI or Anthropic key", form: /\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}/ },
];

const NEEDED = "what a container is configured with must be known to see that no secret is in it";

export const rule: Rule = {
  name: "mcp01-no-secret-in-plain-configuration",
  control: "MCP01-3",
  title: "No secret stands in plain configuration",
  why: "What stands in an environment variable or a property can be read in the portal, in state, in logs and by any process in the container.",
  severity: "critical",
  remedy:
    "Use a managed identity. What must be a secret goes into Key Vault: a container's secret with keyVaultUrl and identity, and env with secretRef.",
  resource: {
    types: "all",
    judge: (place) => {
      judgeForms(place);
      if (CONTAINER_TYPES.includes(place.type)) {
        containersOf(place).forEach(judgeContainer);
        judgeSecrets(place);
      }
    },
  },
};

function judgeForms(place: Place): void {
  visitValues(place.value, "", (value, path) => {
    if (typeof value === "string" && !isUnknown(value)) {
      const found = SECRET_FORMS.find(({ form }) => form.test(value));
      if (found !== undefined) {
        place.wrong(`${path} holds ${found.what}: use a managed identity, or a reference to Key Vault.`);
      }
    }
  });
}

function judgeContainer(container: Place): void {
  for (const variable of container.at("env").items(NEEDED)) {
    const name = variable.at("name").text(NEEDED) ?? "";
    if (isSecretName(name) && variable.at("value").isPresent()) {
      variable.wrong(`${variable.path} gives ${name} as plain text: use secretRef with a Key Vault reference.`);
    } else {
      variable.at("value").isHidden(NEEDED);
    }
  }
}

function judgeSecrets(app: Place): void {
  const secrets = app.at(app.at("configuration").isPresent() ? "configuration.secrets" : "secrets");
  for (const secret of secrets.items(NEEDED)) {
    if (secret.at("value").isPresent() || secret.at("value").hiddenAt !== undefined) {
      secret.wrong(`${secret.path} holds its value: write keyVaultUrl and identity instead.`);
    }
  }
}
