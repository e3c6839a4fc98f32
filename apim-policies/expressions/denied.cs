// The answer to a refused request, out of `refusal` and the table of reasons: an object with `status`, `header`,
// `value` and `body`, empty where the answer has none.
var refusal = (JObject)context.Variables["refusal"];
var table = JObject.Parse(context.Variables.GetValueOrDefault<string>("reasons", "{}"));
var entry = table[(string)refusal["reason"]] as JObject ?? new JObject();
var wire = (string)(refusal["wire"] ?? entry["wire"] ?? refusal["reason"]);
var shown = table[wire] as JObject ?? entry;
var approved = context.Variables.GetValueOrDefault<JObject>("approved", new JObject());
[[code:refusal-status]]
var challenge = "";
if (status == 401) {
    challenge = "Bearer resource_metadata=\"" + approved["metadata"] + "\", scope=\"" + approved["audienceUri"] + "/" + approved["scopes"][0] + "\"";
} else if (refusal["scope"] != null) {
    challenge = "Bearer error=\"insufficient_scope\", scope=\"" + refusal["scope"] + "\", resource_metadata=\"" + approved["metadata"] + "\"";
}
var code = refusal["rpc"] ?? shown["rpc"];
var body = "";
if (code != null && !isSilent && context.Request.Method == "POST") {
    var data = new JObject(
        new JProperty("reason", wire), new JProperty("control", refusal["wire"] == null && entry["wire"] == null ? refusal["control"] ?? entry["control"] : shown["control"]),
        new JProperty("correlationId", context.RequestId.ToString()));
    foreach (var name in new[] { "supported", "requested", "where", "uri" }) {
        if (refusal[name] != null) { data.Add(name, refusal[name]); }
    }
    var error = new JObject(
        new JProperty("code", code), new JProperty("message", refusal["says"] ?? shown["says"] ?? "The request was refused."), new JProperty("data", data));
    var id = context.Variables.GetValueOrDefault<string>("id", "null");
    body = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"error\":" + error.ToString(Newtonsoft.Json.Formatting.None) + "}";
}
return new JObject(
    new JProperty("status", status),
    new JProperty("header", challenge != "" ? "WWW-Authenticate" : refusal["allow"] != null ? "Allow" : status == 429 ? "Retry-After"
        : body != "" ? "Content-Type" : "X-Content-Type-Options"),
    new JProperty("value", challenge != "" ? challenge : refusal["allow"] != null ? (string)refusal["allow"]
        : status == 429 ? Math.Max(1, Convert.ToInt32(context.Variables.GetValueOrDefault<object>("retry-after", 60))).ToString()
        : body != "" ? "application/json" : "nosniff"),
    new JProperty("body", body));
