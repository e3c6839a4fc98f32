import { Netmask } from "netmask";
import { text } from "./field";

/** Private ranges. Source: RFC 1918, section 3. */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/**
 * Ranges that a Container Apps environment keeps for itself.
 *
 * Source: MicrosoftDocs/azure-docs, container-apps/custom-virtual-networks, "Subnet address range restrictions".
 */
const CONTAINER_APPS_RANGES = [
  "169.254.0.0/16",
  "172.30.0.0/16",
  "172.31.0.0/16",
  "192.0.2.0/24",
  "100.100.0.0/17",
  "100.100.128.0/19",
  "100.100.160.0/19",
  "100.100.192.0/19",
];

const LARGEST_PREFIX = 16;
const SMALLEST_PREFIX = 23;

/** The virtual network's range. */
export const addressSpace = text({
  allowed: "a private IPv4 range (RFC 1918) from /16 to /23",
  example: "10.40.0.0/20",
  accepts: (value) => rangeMistake(value) === undefined,
  explain: rangeMistake,
});

const BYTE = "(?:0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";
/** Stricter than `netmask`, which reads 010.0.0.0 as octal and 10.1 as 10.0.0.1, as C libraries do. */
const CIDR = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}/(?:[0-9]|[12]\\d|3[0-2])$`);

function rangeMistake(value: string): string | undefined {
  if (!CIDR.test(value)) {
    return "this is no IPv4 range in CIDR form";
  }
  const range = new Netmask(value);
  const prefix = range.bitmask;
  if (prefix < LARGEST_PREFIX || prefix > SMALLEST_PREFIX) {
    return prefix < LARGEST_PREFIX ? `/${String(prefix)} is too large` : `/${String(prefix)} is too small`;
  }
  if (range.toString() !== value) {
    return `this is an address inside the range ${range.toString()}: write that`;
  }
  if (!PRIVATE_RANGES.some((whole) => new Netmask(whole).contains(range))) {
    return "this range is not private";
  }
  const taken = CONTAINER_APPS_RANGES.find((reserved) => overlaps(new Netmask(reserved), range));
  return taken === undefined ? undefined : `Container Apps keeps ${taken} for itself`;
}

function overlaps(left: Netmask, right: Netmask): boolean {
  return left.contains(right) || right.contains(left);
}

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
/** Two labels at least, the last with a letter, so that no IPv4 address passes. Source: RFC 1123, section 2.1. */
const FQDN = new RegExp(`^(?=.{4,253}$)(?:${LABEL}\\.)+(?=[a-z0-9-]*[a-z])${LABEL}$`);

/** A name on the internet that a server may reach (control MCP03-3). */
export const destination = text({
  allowed: "one exact host name in lower case: no wildcard, address, scheme, port or path",
  example: "api.trails.example",
  accepts: (value) => FQDN.test(value),
  explain: (value) => {
    const name = hostIn(value);
    return name !== undefined && name !== value ? `write ${name}` : undefined;
  },
});

/** Domains that belong to Azure: nobody can prove to Front Door that a name in them is theirs. */
const AZURE_DOMAINS = [".azure-api.net", ".azurefd.net", ".azurewebsites.net", ".azurecontainerapps.io", ".azure.com"];

/** The host name under which clients reach the servers. */
export const domain = text({
  allowed: "a host name of your own in lower case",
  example: "mcp.example.com",
  accepts: (value) => FQDN.test(value) && !isAzures(value),
  explain: (value) => {
    if (isAzures(value)) {
      return "this name belongs to Azure, and Front Door asks for proof that it is yours";
    }
    const name = hostIn(value);
    return name !== undefined && name !== value ? `write ${name}` : undefined;
  },
});

function isAzures(value: string): boolean {
  return AZURE_DOMAINS.some((azures) => value.toLowerCase().endsWith(azures));
}

function hostIn(value: string): string | undefined {
  const host = value
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, "")
    .replace(/[:/?#].*$/, "")
    .replace(/\.$/, "");
  return FQDN.test(host) ? host : undefined;
}

const LOOPBACK = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

/** Whether an origin is this machine's own, reached without TLS: for developing, never in prod. */
export function isLoopback(origin: string): boolean {
  return LOOPBACK.test(origin);
}

/** A web origin as a browser sends it (control MCP07-8, and DNS rebinding: MCP specification, "Security Warning"). */
export const origin = text({
  allowed: "one exact web origin, https://host or https://host:port, as a browser sends it",
  example: "https://vscode.dev",
  accepts: (value) => originOf(value) === value && (value.startsWith("https://") || isLoopback(value)),
  explain: (value) => {
    const exact = originOf(value.replace(/^http:/i, "https:"));
    return exact !== undefined && exact !== value ? `write ${exact}` : undefined;
  },
});

/** The origin of a URL, in the one form that browsers send; nothing when there is none or it has a wildcard. */
function originOf(value: string): string | undefined {
  if (value.includes("*") || !URL.canParse(value)) {
    return undefined;
  }
  const { origin: exact } = new URL(value);
  return exact === "null" ? undefined : exact;
}
