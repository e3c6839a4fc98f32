// The audit record (control MCP08-2): named fields only, so that no token, argument or answer can get in; a name that the
// client made up stands in it only where it can hold no sentence.
var refusal = context.Variables.GetValueOrDefault<JObject>("refusal", new JObject());
var isDenied = refusal["reason"] != null;
var table = isDenied ? JObject.Parse(context.Variables.GetValueOrDefault<string>("reasons", "{}")) : new JObject();
var entry = isDenied ? table[(string)refusal["reason"]] as JObject ?? new JObject() : new JObject();
[[code:refusal-status]]
if (!isDenied) { status = context.Variables.GetValueOrDefault<int>("status", context.Response == null ? 200 : context.Response.StatusCode); }
var method = context.Variables.GetValueOrDefault<string>("method", "");
var target = method == "tools/call" ? context.Variables.GetValueOrDefault<string>("target", "") : "";
var record = new JObject(
    new JProperty("time", DateTime.UtcNow.ToString("o")),
    new JProperty("correlationId", context.RequestId.ToString()),
    new JProperty("decision", isDenied ? "deny" : "allow"),
    new JProperty("reason", isDenied ? (string)refusal["reason"] : context.Variables.GetValueOrDefault<string>("reason", "allowed")),
    new JProperty("control", refusal["control"] ?? entry["control"]),
    new JProperty("server", context.Variables.GetValueOrDefault<string>("server", null)),
    new JProperty("protocol", context.Variables.GetValueOrDefault<string>("protocol", null)),
    new JProperty("method", Regex.IsMatch(method, "^[A-Za-z0-9_/$.-]{1,64}\\z") ? method : context.Request.Method == "POST" ? null : context.Request.Method),
    new JProperty("tool", Regex.IsMatch(target, "^[A-Za-z0-9_./-]{1,128}\\z") ? target : null),
    new JProperty("user", context.Variables.GetValueOrDefault<string>("user", null)),
    new JProperty("client", context.Variables.GetValueOrDefault<string>("client", null)),
    new JProperty("status", status),
    new JProperty("durationMs", (long)context.Elapsed.TotalMilliseconds));
foreach (var name in new[] { "server", "protocol", "user", "client" }) {
    if ((string)record[name] == "") { record[name] = null; }
}
return record.ToString(Newtonsoft.Json.Formatting.None);
