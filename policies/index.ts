/** The policy pack. Creating it starts its server, so rules live apart from this file. */
import { PolicyPack } from "@pulumi/policy";
import { policiesOf } from "./framework/engine";
import { rules } from "./rules";

new PolicyPack("bulwark", {
  displayName: "Bulwark",
  provider: "Azure",
  tags: ["mcp", "azure", "owasp"],
  enforcementLevel: "mandatory",
  policies: policiesOf(rules),
});
