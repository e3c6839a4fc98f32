// Which era and revision the message is of, decided by the body; headers may only agree. Gives an object with `refusal`,
// `era` and `protocol`. Sources: MCP 2025-11-25 and 2026-07-28, Streamable HTTP.
var approved = (JObject)context.Variables["approved"];
var message = (JObject)context.Variables["message"];
var kind = (string)context.Variables["kind"];
var method = (string)context.Variables["method"];
var speaks = approved["protocols"].Select(revision => (string)revision).ToList();
var isStateless = speaks.Contains("2026-07-28");
var answer = new JObject(
    new JProperty("refusal", ((JObject)context.Variables["refusal"]).DeepClone()),
    new JProperty("era", isStateless ? "stateless" : "session"), new JProperty("protocol", ""));
if (((JObject)answer["refusal"]).Count > 0) { return answer; }
var parameters = message["params"] as JObject ?? new JObject();
var meta = parameters["_meta"] as JObject ?? new JObject();
var stated = meta["io.modelcontextprotocol/protocolVersion"];
var inBody = stated == null ? null : stated.Type == JTokenType.String ? (string)stated : "?";
var inHeader = context.Request.Headers.ContainsKey("MCP-Protocol-Version")
    ? context.Request.Headers.GetValueOrDefault("MCP-Protocol-Version", "") : null;
var target = method == "tools/call" || method == "prompts/get" ? (string)parameters["name"]
    : method == "resources/read" ? (string)parameters["uri"] : null;
var ofMethod = context.Request.Headers.ContainsKey("Mcp-Method") ? context.Request.Headers.GetValueOrDefault("Mcp-Method", "") : null;
var ofName = context.Request.Headers.ContainsKey("Mcp-Name") ? context.Request.Headers.GetValueOrDefault("Mcp-Name", "") : null;
if (ofName != null && ofName.StartsWith("=?base64?", StringComparison.Ordinal) && ofName.EndsWith("?=", StringComparison.Ordinal)) {
    try {
        ofName = Encoding.UTF8.GetString(Convert.FromBase64String(ofName.Substring(9, ofName.Length - 11)));
    } catch (Exception) {
        ofName = "";
    }
}
string reason = null;
string requested = null;
if (kind == "response" && isStateless) {
    // Servers of this era ask nothing back in mid-stream, so nothing can be answered.
    reason = "message-shape";
} else if (isStateless && method == "initialize") {
    reason = "method-unknown";
} else if (isStateless) {
    var isRequest = kind == "request";
    requested = inBody ?? inHeader;
    reason = requested == null ? "version-missing"
        : inBody != null && inHeader != null && inHeader != inBody ? "header-mismatch"
        : !speaks.Contains(requested) ? "version-unknown"
        : inBody == null ? (isRequest ? "version-missing" : null)
        : inHeader == null && isRequest ? "header-mismatch"
        : null;
    if (reason == null && isRequest && (ofMethod == null || (target != null && ofName == null))) { reason = "header-mismatch"; }
} else if (method != "initialize") {
    // Without the header the specification takes 2025-03-26.
    requested = inHeader ?? inBody ?? "2025-03-26";
    reason = inHeader != null && inHeader.Contains(",") ? "header-mismatch"
        : inHeader != null && inBody != null && inHeader != inBody ? "header-mismatch"
        : speaks.Contains(requested) ? null
        : inHeader == null && inBody == null ? "version-missing"
        : "version-unknown";
} else {
    requested = (string)parameters["protocolVersion"];
}
if (reason == null && context.Request.Method == "POST"
    && ((ofMethod != null && ofMethod != method) || (ofName != null && target != null && ofName != target))) {
    reason = "header-mismatch";
}
if (requested != null && speaks.Contains(requested)) { answer["protocol"] = requested; }
if (reason == null) { return answer; }
var refusal = new JObject(new JProperty("reason", reason));
if (reason == "method-unknown") { refusal.Add("status", 404); }
if (isStateless && reason == "header-mismatch") { refusal.Add("rpc", -32020); }
// With the header the client knows what is spoken: what is wrong are its parameters.
if (isStateless && reason == "version-missing" && inHeader != null) {
    refusal.Add("rpc", -32602);
} else if (isStateless && (reason == "version-unknown" || reason == "version-missing")) {
    refusal.Add("rpc", -32022);
    refusal.Add("supported", new JArray(speaks.ToArray()));
    refusal.Add("requested", requested != null && Regex.IsMatch(requested, "^[A-Za-z0-9._-]{1,64}\\z") ? requested : "");
}
answer["refusal"] = refusal;
return answer;
