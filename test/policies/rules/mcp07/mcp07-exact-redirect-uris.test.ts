import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-exact-redirect-uris";
import { describeRule } from "../../cases";
import { adding, changed, stack } from "../../fixture";
import { resource } from "../../resources";

describeRule(rule, {
  noncompliance: [
    {
      when: "a wildcard",
      stack: changed("application", "web.redirectUris", ["https://*.example.com/"]),
      says: /write an exact https address/,
    },
    {
      when: "plain http",
      stack: changed("application", "singlePageApplication.redirectUris", ["http://app.example.com/"]),
      says: /write an exact https address/,
    },
    {
      when: "a scheme that any app may claim",
      stack: changed("application", "publicClient.redirectUris", ["myapp://callback"]),
      says: /write an exact https address/,
    },
    {
      when: "a resource of its own",
      stack: adding(
        resource("azuread:index/applicationRedirectUris:ApplicationRedirectUris", "web", {
          redirectUris: ["https://example.com/*"],
        }),
      ),
      says: /redirectUris\[0\]/,
    },
    {
      when: "they are unknown",
      stack: changed("application", "web.redirectUris", UNKNOWN),
      says: /^cannot be known in preview: /,
    },
  ],
  compliance: [
    { when: "none", stack: stack() },
    {
      when: "exact, and loopback",
      stack: changed("application", "publicClient.redirectUris", [
        "https://vscode.dev/redirect",
        "http://127.0.0.1:33418/",
      ]),
    },
  ],
});
