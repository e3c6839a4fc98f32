const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("never-answers", {
  policies: [
    {
      name: "waiting",
      description: "Waits.",
      enforcementLevel: "mandatory",
      validateResource: () => new Promise(() => undefined),
    },
  ],
});
