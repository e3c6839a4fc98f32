const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("endless", {
  policies: [
    {
      name: "looping",
      description: "Loops.",
      enforcementLevel: "mandatory",
      validateResource: () => {
        for (;;) {
          // Never lets the event loop turn.
        }
      },
    },
  ],
});
