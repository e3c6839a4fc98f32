const { PolicyPack } = require("@pulumi/policy");

new PolicyPack("throws-in-rule", {
  policies: [
    {
      name: "defective",
      description: "Reads what is not there.",
      enforcementLevel: "mandatory",
      validateResource: ({ props }) => {
        props.missing.deeper.still;
      },
    },
  ],
});
