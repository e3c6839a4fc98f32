import assert from "node:assert/strict";
import { pathText, type KeyPath } from "../../../infra/settings/mistakes";
import { mistakesIn, Stack, told, trails } from "./stack";

/** A wrong value, where it stands, and what the one mistake must say. */
type Refusal = readonly [path: KeyPath, value: unknown, says: RegExp];

const HEX = "1".repeat(64);
const scope = trails("scopes", 0, "name");
const tool = trails("scopes", 0, "tools", 0);
const resource = trails("scopes", 0, "resources", 0);
const method = trails("scopes", 0, "methods", 0);
const client = trails("clients", 0, "id");
const egress = trails("egress", 0);
const origin = trails("origins", 0);
const role = trails("downstream", 0, "role");
const roleScope = trails("downstream", 0, "scope");
const range: KeyPath = ["bulwark:network", "addressSpace"];
const account =
  "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/data/providers/Microsoft.Storage/storageAccounts/a";

const REFUSED: Readonly<Record<string, readonly Refusal[]>> = {
  "ids that Azure never gave": [
    [["azure-native:tenantId"], "contoso.onmicrosoft.com", /the directory \(tenant\) id, a GUID/],
    [["azure-native:subscriptionId"], "22222222-2222-4222-8222", /the subscription id, a GUID/],
    [["azure-native:subscriptionId"], "00000000-0000-0000-0000-000000000000", /all-zero id is a placeholder/],
    [["azuread:tenantId"], "not-a-guid", /same as azure-native:tenantId/],
    [client, "vscode", /the client's application \(client\) id, a GUID/],
    [client, "00000000-0000-0000-0000-000000000000", /all-zero/],
    [trails("groups", 0), "Hikers", /the group's object id, a GUID/],
    [trails("groups", 0), "00000000-0000-0000-0000-000000000000", /all-zero/],
  ],
  "regions in another form": [
    [["azure-native:location"], "Sweden Central", /write swedencentral;/],
    [["azure-native:location"], "sweden-centrl", /write swedencentral;/],
    [["azure-native:location"], "SwedenCentral", /write swedencentral;/],
    [["azure-native:location"], "mars", /allowed: an Azure region in its short form, for example swedencentral/],
    [["bulwark:safety"], { location: "West Europe" }, /write westeurope;/],
  ],
  "words that are not on the list": [
    [["bulwark:environment"], "production", /^nearest: prod; allowed: dev, staging or prod/],
    [["bulwark:size"], "large", /allowed: dev, standard or prod/],
    [["bulwark:stage"], "servng", /nearest: serving/],
    [["bulwark:edge"], "frontdoor", /nearest: frontDoor; allowed: none or frontDoor/],
    [trails("dataClass"), "secret", /allowed: public, internal, confidential or restricted/],
    [trails("identity"), "gatway", /nearest: gateway/],
    [trails("results"), "stream", /nearest: streamed/],
    [trails("protocols", 0), "2025-11-24", /nearest: 2025-11-25/],
    [trails("protocols", 0), "latest", /allowed: 2026-07-28, 2025-11-25, 2025-06-18 or 2025-03-26/],
  ],
  "generations that are no whole number from 1 to 99": [
    [["bulwark:generation"], 0, /whole number from 1 to 99/],
    [["bulwark:generation"], 100, /whole number from 1 to 99/],
    [["bulwark:generation"], -1, /whole number from 1 to 99/],
    [["bulwark:generation"], 1.5, /whole number from 1 to 99/],
    [["bulwark:generation"], "two", /whole number from 1 to 99/],
  ],
  "mail addresses that are none": [
    [["bulwark:owner"], "platform", /a mail address/],
    [["bulwark:owner"], "platform@example", /a mail address/],
    [["bulwark:owner"], "Platform <platform@example.com>", /a mail address/],
    [["bulwark:owner"], "a@example.com, b@example.com", /a mail address/],
    [["bulwark:owner"], `${"a".repeat(90)}@example.com`, /at most 100 characters/],
    [trails("owner"), "", /a mail address/],
  ],
  "text that people could not read, or that the gateway would run": [
    [trails("title"), "", /1 to 50 visible characters/],
    [trails("title"), "x".repeat(51), /1 to 50 visible characters/],
    [trails("title"), " Trails", /visible characters on one line/],
    [trails("title"), "Trails\nand more", /visible characters on one line/],
    [trails("title"), "Trails\u202Eemos", /visible characters on one line/],
    [trails("title"), "Tra\u200Bils", /visible characters on one line/],
    [trails("title"), "Trails {{secret}}", /would run or replace \{\{\.\.\.\}\}/],
    [trails("scopes", 0, "description"), '@(context.Request.Headers["Authorization"])', /would run or replace/],
    [trails("scopes", 0, "description"), "@{ return 1; }", /would run or replace/],
    [trails("scopes", 0, "description"), "x".repeat(201), /1 to 200 visible characters/],
    [trails("approvedBy"), "x".repeat(101), /1 to 100 visible characters/],
    [trails("clients", 0, "name"), "x".repeat(61), /1 to 60 visible characters/],
  ],
  "server names that Azure or a path would refuse": [
    [trails("name"), "tr", /3 to 20 lower-case letters/],
    [trails("name"), "t".repeat(21), /3 to 20 lower-case letters/],
    [trails("name"), "Trails", /lower-case/],
    [trails("name"), "1trails", /starting with a letter/],
    [trails("name"), "trails-", /not ending with a hyphen/],
    [trails("name"), "trails--eu", /single hyphens/],
    [trails("name"), "trails_eu", /lower-case letters, digits and single hyphens/],
    [trails("name"), "trails/mcp", /lower-case letters, digits and single hyphens/],
    [trails("name"), "*", /wildcards open more than anybody reviewed/],
  ],
  "review dates that no calendar has": [
    [trails("reviewDate"), "2027-02-29", /calendar has no such day/],
    [trails("reviewDate"), "2027-04-31", /calendar has no such day/],
    [trails("reviewDate"), "2027-13-01", /calendar has no such day/],
    [trails("reviewDate"), "31.03.2027", /allowed: a day of the calendar/],
    [trails("reviewDate"), "2027-3-31", /allowed: a day of the calendar/],
    [trails("reviewDate"), "next spring", /for example "2027-03-31"/],
  ],
  "images that can change, or come from elsewhere": [
    [trails("image"), "mcp/trails", /without a digest this means the tag latest/],
    [trails("image"), "mcp/trails:latest", /a tag can be moved/],
    [trails("image"), "mcp/trails:1.2.3", /a tag can be moved/],
    [trails("image"), `mcp/trails:1.2.3@sha256:${HEX}`, /a tag can be moved/],
    [trails("image"), `docker.io/mcp/trails@sha256:${HEX}`, /leave the registry's host out/],
    [trails("image"), `myregistry.azurecr.io/mcp/trails@sha256:${HEX}`, /leave the registry's host out/],
    [trails("image"), `localhost/mcp/trails@sha256:${HEX}`, /leave the registry's host out/],
    [trails("image"), `registry:5000/mcp/trails@sha256:${HEX}`, /leave the registry's host out/],
    [trails("image"), "mcp/trails@sha256:abc", /the digest is not that of a SHA-256/],
    [trails("image"), `mcp/trails@sha256:${"A".repeat(64)}`, /not that of a SHA-256/],
    [trails("image"), `mcp/trails@sha512:${HEX}${HEX}`, /not that of a SHA-256/],
    [trails("image"), `mcp/trails@sha256:${HEX}@sha256:${HEX}`, /not that of a SHA-256/],
    [trails("image"), `MCP/trails@sha256:${HEX}`, /allowed: repository@sha256/],
  ],
  "ports that are none": [
    [trails("port"), 0, /from 1 to 65535/],
    [trails("port"), 65536, /from 1 to 65535/],
    [trails("port"), 80.5, /from 1 to 65535/],
    [trails("port"), "8080", /without quotes/],
  ],
  "scopes that say nothing about what they open": [
    [scope, "all", /this name opens everything/],
    [scope, "trails.all", /this name opens everything/],
    [scope, "full_access", /this name opens everything/],
    [scope, "user_impersonation", /this name opens everything/],
    [scope, ".default", /this name opens everything/],
    [scope, "openid", /OpenID Connect has taken this name/],
    [scope, "offline_access", /OpenID Connect has taken this name/],
    [scope, "trails.*", /wildcards/],
    [scope, "*", /wildcards/],
    [scope, "Trails.Read", /lower-case words joined by dots/],
    [scope, "trails..read", /lower-case words joined by dots/],
    [scope, "trails read", /lower-case words joined by dots/],
    [scope, "t".repeat(121), /at most 120 characters/],
  ],
  "tools that no server may have": [
    [tool, "*", /wildcards/],
    [tool, "find trails", /1 to 128 letters/],
    [tool, "find/trails", /1 to 128 letters/],
    [tool, "", /1 to 128 letters/],
    [tool, "t".repeat(129), /1 to 128 letters/],
    [tool, "find_tr\u0430ils", /1 to 128 letters/],
  ],
  "resources that mean more than they say": [
    [resource, "*", /wildcards/],
    [resource, "trails://guides/*", /wildcards/],
    [resource, "guides/{name}", /allowed: a URI/],
    [resource, "trails:", /allowed: a URI/],
    [resource, "trails://guides/../{name}", /steps upwards/],
    [resource, "trails://guides/%2e%2e/x", /steps upwards/],
    [resource, "trails://guides/a%2fb", /an encoded slash/],
    [resource, "trails://guides\\x", /a backslash/],
    [resource, "trails://{a}{b}", /two placeholders side by side/],
    [resource, "trails://{+path}", /only the plain form \{name\}/],
    [resource, "trails://guides/{name", /allowed: a URI/],
    [resource, "trails://gu ides", /allowed: a URI/],
    [resource, `trails://${"x".repeat(500)}`, /at most 500 characters/],
  ],
  "methods that no scope can be asked for": [
    [method, "logging/setlevel", /nearest: logging\/setLevel/],
    [method, "tools/call", /allowed: a method that names no tool, prompt or resource/],
    [method, "initialize", /known here: /],
    [method, "constructor", /known here: /],
  ],
  "flags that are no flags": [
    [trails("scopes", 1, "elevated"), "true", /true or false, without quotes/],
    [trails("sessions"), "yes", /true or false, without quotes/],
    [["bulwark:authorizationServerMetadata"], "maybe", /true or false/],
    [["bulwark:sessionKeyRotation"], "2026-02-30", /the calendar has no such day/],
    [trails("marking"), "delimiter", /nearest: delimited/],
    [trails("customPolicy"), { inbound: "Team.xml" }, /lower-case letters, digits and hyphens, then \.xml/],
    [trails("disabled"), ["two words"], /the name of a tool or a prompt/],
    [trails("scopes", 0, "prompts", 0), "plan hike", /a prompt's name/],
  ],
  "origins that are not exactly one": [
    [origin, "*", /wildcards/],
    [origin, "https://*.vscode.dev", /wildcards/],
    [origin, "https://vscode.dev/", /write https:\/\/vscode\.dev;/],
    [origin, "https://vscode.dev/editor?x=1", /write https:\/\/vscode\.dev;/],
    [origin, "https://vscode.dev:443", /write https:\/\/vscode\.dev;/],
    [origin, "https://VSCode.dev", /write https:\/\/vscode\.dev;/],
    [origin, "https://user@vscode.dev", /write https:\/\/vscode\.dev;/],
    [origin, "http://vscode.dev", /write https:\/\/vscode\.dev;/],
    [origin, "http://localhost.example.com", /write https:\/\/localhost\.example\.com;/],
    [origin, "vscode.dev", /exact web origin/],
    [origin, "null", /exact web origin/],
    [origin, "vscode-webview://abc", /exact web origin/],
  ],
  "destinations that are not exactly one name": [
    [egress, "*", /wildcards/],
    [egress, "*.trails.example", /wildcards/],
    [egress, "10.0.0.1", /no wildcard, address/],
    [egress, "169.254.169.254", /no wildcard, address/],
    [egress, "[::1]", /no wildcard, address/],
    [egress, "https://api.trails.example/v1", /write api\.trails\.example;/],
    [egress, "api.trails.example:443", /write api\.trails\.example;/],
    [egress, "API.trails.example", /write api\.trails\.example;/],
    [egress, "api.trails.example.", /write api\.trails\.example;/],
    [egress, "localhost", /one exact host name/],
    [egress, "api_trails.example", /one exact host name/],
    [egress, `${"a".repeat(64)}.example`, /one exact host name/],
  ],
  "roles that can do more than touch data": [
    [role, "Contributor", /known here: App Configuration Data Reader/],
    [role, "Owner", /known here/],
    [role, "User Access Administrator", /known here/],
    [role, "Storage Blob Data Owner", /nearest: Storage Blob Data Reader/],
    [role, "storage blob data reader", /nearest: Storage Blob Data Reader/],
    [role, "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1", /known here/],
  ],
  "role scopes wider than one resource": [
    [roleScope, "/", /the whole tenant/],
    [roleScope, "/subscriptions/22222222-2222-4222-8222-222222222222", /a whole subscription/],
    [roleScope, "/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/data", /a whole resource group/],
    [roleScope, "/providers/Microsoft.Management/managementGroups/root", /a whole management group/],
    [roleScope, `${account}/*`, /wildcards/],
    [roleScope, `${account}/blobServices`, /the id of ONE resource/],
    [roleScope, "trailsdata", /the id of ONE resource/],
  ],
  "address ranges that the network cannot have": [
    [range, "10.40.0.0/15", /\/15 is too large/],
    [range, "10.40.0.0/24", /\/24 is too small/],
    [range, "10.40.0.1/20", /inside the range 10\.40\.0\.0\/20: write that/],
    [range, "10.40.8.0/20", /inside the range 10\.40\.0\.0\/20: write that/],
    [range, "11.0.0.0/20", /this range is not private/],
    [range, "172.32.0.0/20", /this range is not private/],
    [range, "100.64.0.0/20", /this range is not private/],
    [range, "172.30.0.0/20", /Container Apps keeps 172\.30\.0\.0\/16 for itself/],
    [range, "172.31.240.0/20", /Container Apps keeps 172\.31\.0\.0\/16 for itself/],
    [range, "10.40.0.0", /no IPv4 range in CIDR form/],
    [range, "10.40/20", /no IPv4 range in CIDR form/],
    [range, "010.040.0.0/20", /no IPv4 range in CIDR form/],
    [range, "10.40.0.0/33", /no IPv4 range in CIDR form/],
    [range, "fd00::/16", /no IPv4 range in CIDR form/],
  ],
  "lists that are empty": [
    [trails("protocols"), [], /a server speaks at least one/],
    [trails("scopes"), [], /a tool in no scope cannot be called/],
    [trails("clients"), [], /an empty list would restrict nothing/],
    [trails("groups"), [], /unassigned users get no token/],
  ],
  "values of another shape": [
    [["bulwark:network"], "10.40.0.0/20", /a map of addressSpace, for example \{ addressSpace: 10\.40\.0\.0\/20 \}/],
    [["bulwark:servers"], "trails", /a list of MCP servers/],
    [["bulwark:servers"], { trails: {} }, /a list of MCP servers/],
    [trails(), "trails", /a map of one MCP server's settings/],
    [trails("scopes"), ["trails.read"], /a map of name, description and what the scope opens/],
    [trails("clients", 0), "Visual Studio Code", /a map of name and id/],
    [trails("title"), 7, /YAML reads it as a number: write it in quotes/],
    [trails("title"), true, /YAML reads it as a boolean: write it in quotes/],
    [trails("egress"), "api.trails.example", /a list of host names/],
  ],
};

describe("a wrong value is told as one mistake, at its place", () => {
  for (const [claim, refusals] of Object.entries(REFUSED)) {
    describe(claim, () => {
      for (const [path, value, says] of refusals) {
        it(`${pathText(path)}: ${JSON.stringify(value)}`, () => {
          const result = new Stack().set(path, value).read();
          const [mistake, ...more] = mistakesIn(result);
          assert.deepEqual(more, [], told(result).join("\n"));
          assert.ok(mistake, "nothing was refused");
          assert.ok(pathText(mistake.path).startsWith(pathText(path)), pathText(mistake.path));
          assert.match(mistake.message, says);
        });
      }
    });
  }
});

describe("a right value is taken", () => {
  const taken: readonly (readonly [KeyPath, unknown])[] = [
    [["azure-native:subscriptionId"], "ABCDEF01-2222-4222-8222-222222222222"],
    [["bulwark:generation"], 99],
    [["bulwark:owner"], "first.last+mcp@sub.example.co.uk"],
    [["bulwark:stage"], "foundation"],
    [["bulwark:safety"], { location: "westeurope" }],
    [range, "10.0.0.0/16"],
    [range, "192.168.254.0/23"],
    [range, "172.29.0.0/16"],
    [trails("name"), "t12"],
    [trails("name"), "trails-of-the-norths"],
    [trails("title"), "Wanderwege für alle (Süd) 🥾"],
    [trails("reviewDate"), "2028-02-29"],
    [trails("image"), `trails@sha256:${HEX}`],
    [trails("image"), `team-a/mcp_x/trails--v2@sha256:${HEX}`],
    [trails("port"), 1],
    [trails("port"), 65535],
    [trails("protocols"), ["2025-03-26", "2025-11-25", "2025-06-18"]],
    [trails("results"), "streamed"],
    [scope, "read"],
    [scope, "profile.read"],
    [tool, "Find.trails-2_x"],
    [["bulwark:authorizationServerMetadata"], true],
    [["bulwark:sessionKeyRotation"], "2026-11-20"],
    [resource, "trails://guides/exact"],
    [resource, "https://example.com/a{b}c/{d}?q={e}#f"],
    [resource, "urn:isbn:0451450523"],
    [method, "tools/list"],
    [trails("marking"), "delimited"],
    [trails("sessions"), false],
    [trails("scopes", 1, "elevated"), true],
    [origin, "https://vscode.dev:8443"],
    [origin, "http://localhost:3000"],
    [origin, "http://127.0.0.1"],
    [origin, "http://[::1]:8080"],
    [egress, "t.co"],
    [egress, "xn--bcher-kva.example"],
    [egress, "3.example"],
    [roleScope, `${account}/blobServices/default/containers/maps`],
    [roleScope, account.toLowerCase()],
  ];
  for (const [path, value] of taken) {
    it(`${pathText(path)}: ${JSON.stringify(value)}`, () => {
      assert.deepEqual(told(new Stack().set(path, value).read()), []);
    });
  }
});
