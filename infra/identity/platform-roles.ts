/** Built-in roles that the platform's own identities get. Source: Microsoft Learn, "Azure built-in roles". */
export const platformRoles = {
  pullImages: { name: "AcrPull", guid: "7f951dda-4ed3-4680-a7ca-43fe172d538d" },
  askContentSafety: { name: "Cognitive Services User", guid: "a97b65f3-24c7-4388-baec-2e87135dc908" },
  publishTelemetry: { name: "Monitoring Metrics Publisher", guid: "3913510d-42f4-4e42-8a64-420c390055eb" },
  readSessionKey: { name: "Key Vault Secrets User", guid: "4633458b-17de-408a-b874-0445c86b69e6" },
} as const;
