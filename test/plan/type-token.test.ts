import assert from "node:assert/strict";
import { normalizeType } from "../../plan/type-token";

describe("type tokens", () => {
  const same: readonly (readonly [string, string])[] = [
    ["azure-native:app:ContainerApp", "azure-native:app:ContainerApp"],
    ["azure-native:app/v20240301:ContainerApp", "azure-native:app:ContainerApp"],
    ["azure-native:app/v20250202preview:ContainerApp", "azure-native:app:ContainerApp"],
    ["azure-native_app_v20240301:app:ContainerApp", "azure-native:app:ContainerApp"],
    ["azure-native_apimanagement_v20250901preview:apimanagement:Api", "azure-native:apimanagement:Api"],
    ["azure-native:insights/v20210501preview:DiagnosticSetting", "azure-native:monitor:DiagnosticSetting"],
    ["azuread:index/application:Application", "azuread:index/application:Application"],
    ["azure:keyvault/keyVault:KeyVault", "azure:keyvault/keyVault:KeyVault"],
    ["pulumi:pulumi:Stack", "pulumi:pulumi:Stack"],
    ["bulwark:vault:Vault", "bulwark:vault:Vault"],
  ];
  for (const [token, normal] of same) {
    it(`${token} means ${normal}`, () => {
      assert.equal(normalizeType(token), normal);
    });
  }
});
