import { PolicyPack, type ReportViolation } from "@pulumi/policy";

new PolicyPack("typescript", {
  policies: [
    {
      name: "always",
      description: "Always violated.",
      enforcementLevel: "advisory",
      validateResource: (_args: unknown, reportViolation: ReportViolation): void => {
        reportViolation("seen");
      },
    },
  ],
});
