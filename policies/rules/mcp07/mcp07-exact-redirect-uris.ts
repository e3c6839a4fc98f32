import type { Accepts } from "../../framework/place";
import type { Rule } from "../../framework/rule";

const NEEDED = "redirect addresses must be known";
const ADVICE = "write an exact https address (http only for localhost), without * and without a fragment";

const isExact: Accepts = (value) => {
  if (typeof value !== "string" || value.includes("*") || value.includes("#")) {
    return false;
  }
  let address: URL;
  try {
    address = new URL(value);
  } catch {
    return false;
  }
  const isLoopback = ["localhost", "127.0.0.1", "[::1]"].includes(address.hostname);
  return address.protocol === "https:" || (address.protocol === "http:" && isLoopback);
};

export const rule: Rule = {
  name: "mcp07-exact-redirect-uris",
  control: "MCP07-8",
  title: "Redirect addresses are exact",
  why: "A wildcard or a plain http address lets an attacker receive the authorization code of somebody who trusts the client.",
  severity: "high",
  remedy: "List each redirect address in full, with https; http only for loopback.",
  resource: {
    types: ["azuread:index/application:Application", "azuread:index/applicationRedirectUris:ApplicationRedirectUris"],
    judge: (place) => {
      for (const path of [
        "web.redirectUris",
        "singlePageApplication.redirectUris",
        "publicClient.redirectUris",
        "redirectUris",
      ]) {
        for (const address of place.at(path).items(NEEDED)) {
          address.must(isExact, ADVICE);
        }
      }
    },
  },
};
