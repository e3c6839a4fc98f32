// The key's versions out of the vault's answers: {"current":{"version","key"},"previous":the same or null}; an empty object
// where any of them is missing or no key of at least 128 bits.
try {
    if ((bool)((JObject)context.Variables["session-versions"])["fault"]) { return new JObject(); }
    var before = (string)((JObject)context.Variables["session-versions"])["version"];
    var keys = new JObject();
    foreach (var name in new[] { "current", "previous" }) {
        if (name == "previous" && before == "") {
            keys.Add(name, null);
            continue;
        }
        var found = context.Variables.GetValueOrDefault<IResponse>(name == "current" ? "session-key-response" : "session-previous-response", null);
        if (found == null || found.StatusCode != 200) { return new JObject(); }
        var secret = found.Body.As<JObject>();
        var key = (string)secret["value"];
        if (Convert.FromBase64String(key).Length < 16) { return new JObject(); }
        keys.Add(name, new JObject(new JProperty("version", ((string)secret["id"]).Split('/').Last()), new JProperty("key", key)));
    }
    return keys;
} catch (Exception) {
    return new JObject();
}
