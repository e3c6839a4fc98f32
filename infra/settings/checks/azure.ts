import { WITHOUT_CONTENT_SAFETY } from "../regions";
import type { Check } from "./check";

/** Two tenants in one file would make applications that no token of the other is for. */
export const oneTenant: Check = (settings, tell) => {
  const tenant = settings["azure-native:tenantId"];
  const other = settings["azuread:tenantId"];
  if (tenant !== undefined && other !== undefined && tenant.toLowerCase() !== other.toLowerCase()) {
    tell(["azuread:tenantId"], `this must be the tenant of azure-native:tenantId; write ${tenant}`);
  }
};

/** Content Safety runs in the stack's region unless another is named. */
export const contentSafetyRegion: Check = (settings, tell) => {
  const advice = "write bulwark:safety: { location: ... } with a region that has it, for example westeurope";
  const own = settings["bulwark:safety"]?.location;
  if (own !== undefined && WITHOUT_CONTENT_SAFETY.includes(own)) {
    tell(
      ["bulwark:safety", "location"],
      "this region has no Content Safety; name one that has, for example westeurope",
    );
  }
  const stack = settings["azure-native:location"];
  if (!("bulwark:safety" in settings) && stack !== undefined && WITHOUT_CONTENT_SAFETY.includes(stack)) {
    tell(["azure-native:location"], `this region has no Content Safety; keep it, and ${advice}`);
  }
};
