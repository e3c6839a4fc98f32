// The client's session id taken apart; nothing in it counts before `session-check` has verified its seal. Gives an object
// with `state` ("unneeded", "missing", "malformed" or "sealed"), and of a sealed one `signed`, `seal` and `payload`.
var state = "unneeded";
var session = new JObject();
var header = context.Request.Headers.GetValueOrDefault("Mcp-Session-Id", "");
if (((JObject)context.Variables["refusal"]).Count == 0 && (bool)((JObject)context.Variables["approved"])["sessions"]
    && (string)context.Variables["method"] != "initialize") {
    state = header == "" ? "missing" : "malformed";
    if (header.Length <= 2048 && Regex.IsMatch(header, "^v1\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{43}\\z")) {
        try {
            var parts = header.Split('.');
            var encoded = parts[1].Replace('-', '+').Replace('_', '/');
            var payload = JObject.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(encoded.PadRight((encoded.Length + 3) / 4 * 4, '='))));
            if ("s u c e i k".Split(' ').All(name => payload[name] != null && payload[name].Type == (name == "e" ? JTokenType.Integer : JTokenType.String))) {
                session.Add("payload", payload);
                session.Add("signed", "v1." + parts[1]);
                session.Add("seal", parts[2]);
                state = "sealed";
            }
        } catch (Exception) {
            state = "malformed";
        }
    }
}
session.Add("state", state);
return session;
