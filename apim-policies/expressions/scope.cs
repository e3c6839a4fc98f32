// What the message asks for, which scope that needs, and whether the token has it: deny by default (control MCP02-2).
// Gives an object with `refusal`, `target`, `scope` and `inspect`.
var approved = (JObject)context.Variables["approved"];
var parameters = ((JObject)context.Variables["message"])["params"] as JObject ?? new JObject();
var kind = (string)context.Variables["kind"];
var method = (string)context.Variables["method"];
var isStateless = (string)context.Variables["era"] == "stateless";
var isInspected = (string)approved["results"] == "inspected";
var answer = new JObject(
    new JProperty("refusal", ((JObject)context.Variables["refusal"]).DeepClone()), new JProperty("target", ""),
    new JProperty("scope", ""), new JProperty("inspect", false));
if (((JObject)answer["refusal"]).Count > 0) { return answer; }
var whole = "initialize server/discover tools/list prompts/list resources/list resources/templates/list".Split(' ');
answer["inspect"] = context.Request.Method == "POST" && (isInspected || whole.Contains(method));
var table = JObject.Parse((string)context.Variables["methods"]);
var entry = table.Property(method) == null ? null : (string)table[method];
var needed = (string)approved["scopes"][0];
string target = null;
string reason = null;
var refusal = new JObject();
if (method != "") {
    // "base", "tool", "prompt", "resource", "reference", "unended": see apim-policies/methods.json.
    if (entry == null) {
        reason = "method-unknown";
        if (isStateless) { refusal["status"] = 404; }
    } else if (isInspected && entry == "unended") {
        reason = "method-not-offered";
        refusal["rpc"] = -32601;
        if (isStateless) { refusal["status"] = 404; }
    } else if (isInspected && parameters["task"] != null) {
        reason = "method-not-offered";
    } else {
        var own = ((JObject)approved["methods"]).Property(method);
        if (own != null) { needed = (string)own.Value; }
        var reference = parameters["ref"] as JObject ?? new JObject();
        var isPrompt = entry == "prompt" || (entry == "reference" && (string)reference["type"] == "ref/prompt");
        if (entry == "tool" || isPrompt) {
            target = (string)(entry == "reference" ? reference["name"] : parameters["name"]);
            var listed = ((JObject)approved[isPrompt ? "prompts" : "tools"]).Property(target);
            var until = context.Variables.GetValueOrDefault<JObject>("quarantine", new JObject()).Property(target);
            var now = (DateTime.UtcNow.Ticks - new DateTime(1970, 1, 1).Ticks) / 10000000;
            if (listed == null) {
                reason = isPrompt ? "prompt-not-available" : "tool-not-available";
            } else if (until != null && (long)until.Value > now) {
                reason = "tool-quarantined";
            } else {
                needed = (string)listed.Value["scope"];
            }
        } else if (entry == "resource" || entry == "reference") {
            target = (string)(entry == "reference" ? reference["uri"] : parameters["uri"]);
            [[code:resource]]
            if (resourceScope == null) {
                reason = "resource-not-available";
                refusal["rpc"] = isStateless ? -32602 : -32002;
                refusal["uri"] = target;
            } else {
                needed = resourceScope;
            }
        }
    }
}
answer["target"] = target ?? "";
answer["scope"] = needed;
if (reason == null && !((Jwt)context.Variables["token"]).Claims.GetValueOrDefault("scp", "").Split(' ').Contains(needed)) {
    reason = "insufficient-scope";
    refusal["scope"] = (string)approved["audienceUri"] + "/" + needed;
}
if (reason != null) {
    refusal["reason"] = reason;
    answer["refusal"] = refusal;
}
return answer;
