// Whether `JObject message` is one request, notification or response of the protocol; leaves `kind`, `method`, `id`,
// `idIsGood` and `isGood`. Members that nobody knows are refused: two readers might take them differently.
var id = message["id"];
var idIsGood = id != null && (id.Type == JTokenType.Integer || (id.Type == JTokenType.String && ((string)id).Length <= 200));
var named = message["method"];
var method = named != null && named.Type == JTokenType.String ? (string)named : "";
var isNotification = method.StartsWith("notifications/", StringComparison.Ordinal);
// What has a method but no id and is no notification was meant as a request.
var kind = named == null && message["id"] != null && (message["result"] != null || message["error"] != null) ? "response"
    : isNotification && id == null ? "notification"
    : "request";
var known = (kind == "response" ? "jsonrpc id result error" : "jsonrpc id method params").Split(' ');
var isGood = message["jsonrpc"] != null && message["jsonrpc"].Type == JTokenType.String && (string)message["jsonrpc"] == "2.0"
    && message.Properties().All(member => known.Contains(member.Name))
    && (kind == "notification" || idIsGood)
    && (kind == "response" || (method != "" && method.Length <= 128 && isNotification == (kind == "notification")));
var parameters = message["params"] as JObject;
if (message["params"] != null && parameters == null) { isGood = false; }
parameters = parameters ?? new JObject();
if (kind == "response") {
    var error = message["error"] as JObject;
    isGood = isGood && (message["error"] == null
        ? message["result"] is JObject
        : message["result"] == null && error != null && error["code"] != null && error["code"].Type == JTokenType.Integer
            && error["message"] != null && error["message"].Type == JTokenType.String);
}
// Members that later steps decide by: absent or of the one right type. A method that the server's revision does not have is
// refused as such, whatever its members.
var needed = JObject.Parse((string)context.Variables["methods"]).Property(method) == null ? null
    : method == "tools/call" || method == "prompts/get" ? "name"
    : method == "resources/read" || method == "resources/subscribe" || method == "resources/unsubscribe" ? "uri"
    : method == "initialize" ? "protocolVersion"
    : null;
if (needed != null && (parameters[needed] == null || parameters[needed].Type != JTokenType.String)) { isGood = false; }
foreach (var place in new[] { "_meta", "arguments", "capabilities", "clientInfo", "ref", "argument", "context", "task" }) {
    if (parameters[place] != null && !(parameters[place] is JObject)) { isGood = false; }
}
if (method == "completion/complete") {
    var reference = parameters["ref"] as JObject ?? new JObject();
    var type = reference["type"] as JValue;
    var target = type == null || type.Type != JTokenType.String ? null
        : (string)type == "ref/prompt" ? reference["name"] : (string)type == "ref/resource" ? reference["uri"] : null;
    if (target == null || target.Type != JTokenType.String) { isGood = false; }
}
