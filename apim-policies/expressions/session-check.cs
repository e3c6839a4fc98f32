// Whether the session id was made here, for this user, client and server, and still lives (control MCP07-7). Gives an
// object with `refusal` and `id`, the server's own session id.
var session = (JObject)context.Variables["session"];
var keys = context.Variables.GetValueOrDefault<JObject>("session-keys", null);
var state = (string)session["state"];
var answer = new JObject(new JProperty("refusal", ((JObject)context.Variables["refusal"]).DeepClone()), new JProperty("id", ""));
if (((JObject)answer["refusal"]).Count > 0) { return answer; }
string reason = state == "missing" ? "session-missing" : state == "malformed" ? "session-unknown" : null;
if (state == "sealed") {
    var payload = (JObject)session["payload"];
    var current = (JObject)keys["current"];
    var previous = keys["previous"] as JObject;
    var key = (string)payload["k"] == (string)current["version"] ? current
        : previous != null && (string)payload["k"] == (string)previous["version"] ? previous : null;
    if (key == null) {
        reason = "session-unknown";
    } else {
        var sessionSigned = (string)session["signed"];
        var sessionKey = (string)key["key"];
        [[code:session]]
        var seal = (string)session["seal"];
        // Every character is looked at, so that the time taken tells nothing of where they differ.
        var difference = seal.Length ^ sessionSeal.Length;
        for (var at = 0; at < seal.Length && at < sessionSeal.Length; at++) { difference |= seal[at] ^ sessionSeal[at]; }
        var now = (DateTime.UtcNow.Ticks - new DateTime(1970, 1, 1).Ticks) / 10000000;
        reason = difference != 0 ? "session-unknown"
            : (string)payload["s"] != (string)context.Variables["server"] || (string)payload["u"] != (string)context.Variables["user"]
                || (string)payload["c"] != (string)context.Variables["client"] ? "session-foreign"
            : (long)payload["e"] <= now ? "session-expired"
            : null;
        if (reason == null) {
            var own = ((string)payload["i"]).Replace('-', '+').Replace('_', '/');
            answer["id"] = Encoding.UTF8.GetString(Convert.FromBase64String(own.PadRight((own.Length + 3) / 4 * 4, '=')));
        }
    }
}
if (reason != null) { answer["refusal"] = new JObject(new JProperty("reason", reason)); }
return answer;
