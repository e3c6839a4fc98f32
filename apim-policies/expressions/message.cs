// The body, read once and strictly: one JSON-RPC object with known members of the right types. Gives an object with
// `refusal`, `body`, `message`, `kind`, `id`, `method` and `strings`, from which the variables of these names are set.
var read = new JObject(
    new JProperty("refusal", ((JObject)context.Variables["refusal"]).DeepClone()), new JProperty("body", ""),
    new JProperty("message", new JObject()), new JProperty("kind", ""), new JProperty("id", "null"),
    new JProperty("method", ""), new JProperty("strings", new JArray()));
if (((JObject)read["refusal"]).Count > 0) { return read; }
string reason = null;
byte[] bytes = null;
try {
    bytes = context.Request.Body == null ? null : context.Request.Body.As<byte[]>(preserveContent: true);
} catch (Exception) {
    // More than API Management reads whole: sent in chunks, so no length was declared.
    reason = "body-too-large";
}
bytes = bytes ?? new byte[0];
if (context.Request.Method != "POST") {
    if (reason == null && bytes.Length > 0) { reason = "message-shape"; }
    if (reason != null) { read["refusal"] = new JObject(new JProperty("reason", reason)); }
    return read;
}
if (bytes.Length > 131072) { reason = "body-too-large"; }
if (reason == null) {
    var jsonText = Encoding.UTF8.GetString(bytes);
    if (!Encoding.UTF8.GetBytes(jsonText).SequenceEqual(bytes)) {
        reason = "message-malformed";
    } else {
        read["body"] = jsonText;
        [[code:json-reader]]
        var message = jsonValue as JObject;
        if (jsonFault != null) {
            reason = jsonFault == "duplicate-key" ? "message-duplicate-key" : "message-malformed";
        } else if (message == null) {
            reason = "message-shape";
        } else {
            [[code:message-shape]]
            read["message"] = message;
            read["kind"] = kind;
            read["method"] = method;
            read["strings"] = new JArray(jsonStrings.Select(one => new JValue(one)).ToArray());
            if (idIsGood) { read["id"] = id.ToString(Newtonsoft.Json.Formatting.None); }
            if (!isGood) { reason = "message-shape"; }
        }
    }
}
if (reason != null) { read["refusal"] = new JObject(new JProperty("reason", reason)); }
return read;
