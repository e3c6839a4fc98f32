// The HTTP status of `JObject refusal` whose row of the table is `JObject entry`; leaves `status` and `isSilent`. What has no
// id cannot be answered by a JSON-RPC error, so a plain 4xx says that it was refused.
var isSilent = context.Variables.GetValueOrDefault<string>("kind", "") == "notification" || context.Variables.GetValueOrDefault<string>("kind", "") == "response";
var status = (int)(refusal["status"] ?? entry["status"] ?? 500);
if (isSilent && status < 400) { status = 400; }
