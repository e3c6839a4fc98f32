/**
 * Azure's public regions in their short form. A region that is missing here is refused with the nearest one named;
 * a new region is a new row.
 *
 * Sources: mspnp/AzureNamingTool, src/repository/resourcelocations.json (2026-01), and Microsoft Learn, "Azure regions
 * list". Without the sovereign clouds, whose endpoints and identities differ, and without early-access regions.
 */
export const REGIONS = [
  "australiacentral",
  "australiacentral2",
  "australiaeast",
  "australiasoutheast",
  "austriaeast",
  "belgiumcentral",
  "brazilsouth",
  "brazilsoutheast",
  "canadacentral",
  "canadaeast",
  "centralindia",
  "centralus",
  "chilecentral",
  "denmarkeast",
  "eastasia",
  "eastus",
  "eastus2",
  "francecentral",
  "francesouth",
  "germanynorth",
  "germanywestcentral",
  "indonesiacentral",
  "israelcentral",
  "italynorth",
  "japaneast",
  "japanwest",
  "jioindiacentral",
  "jioindiawest",
  "koreacentral",
  "koreasouth",
  "malaysiawest",
  "mexicocentral",
  "newzealandnorth",
  "northcentralus",
  "northeurope",
  "norwayeast",
  "norwaywest",
  "polandcentral",
  "qatarcentral",
  "southafricanorth",
  "southafricawest",
  "southcentralus",
  "southeastasia",
  "southindia",
  "spaincentral",
  "swedencentral",
  "swedensouth",
  "switzerlandnorth",
  "switzerlandwest",
  "uaecentral",
  "uaenorth",
  "uksouth",
  "ukwest",
  "westcentralus",
  "westeurope",
  "westindia",
  "westus",
  "westus2",
  "westus3",
] as const;

/**
 * Regions that have no Content Safety.
 *
 * Source: MicrosoftDocs/azure-ai-docs, "Region availability" of Content Safety, copy of 2026-09. It names where the
 * service is; only absences that were looked up are refused here, so a region outside this list may still lack it.
 */
export const WITHOUT_CONTENT_SAFETY: readonly string[] = ["centralindia", "eastasia", "northeurope", "norwayeast"];
