import { UNKNOWN } from "../../../../plan/format";
import { rule } from "../../../../policies/rules/mcp07/mcp07-https-only";
import { describeRule } from "../../cases";
import { adding, changed, stack } from "../../fixture";
import { resource } from "../../resources";

describeRule(rule, {
  noncompliance: [
    { when: "an API answers http", stack: changed("api", "protocols", ["http", "https"]), says: /protocols/ },
    { when: "an API says nothing", stack: changed("api", "protocols", undefined), says: /protocols is not set/ },
    {
      when: "a backend is called by http",
      stack: changed("backend", "url", "http://trails.internal/mcp"),
      says: /write an https address/,
    },
    {
      when: "a backend's certificate is not checked",
      stack: changed("backend", "tls", { validateCertificateChain: false }),
      says: /validateCertificateChain is false/,
    },
    {
      when: "an app answers http",
      stack: changed("app", "configuration.ingress.allowInsecure", true),
      says: /allowInsecure is true/,
    },
    {
      when: "a storage account answers http",
      stack: adding(
        resource("storage:StorageAccount", "data", { enableHttpsTrafficOnly: false, minimumTlsVersion: "TLS1_0" }),
      ),
      says: /enableHttpsTrafficOnly is false/,
    },
    {
      when: "Front Door speaks http",
      stack: adding(
        resource("cdn:Route", "all", { supportedProtocols: ["Http", "Https"], forwardingProtocol: "HttpsOnly" }),
      ),
      says: /supportedProtocols/,
    },
    { when: "it is unknown", stack: changed("api", "protocols", UNKNOWN), says: /^cannot be known in preview: / },
  ],
  compliance: [{ when: "https, with a backend whose domain only Azure knows", stack: stack() }],
});
