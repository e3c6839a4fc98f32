// Which version of the key went before the current one and still counts: none that was replaced longer ago than a session
// lives (8 hours). Gives an object with `fault` and `version`, empty where there is none.
var answer = new JObject(new JProperty("fault", true), new JProperty("version", ""));
var found = context.Variables.GetValueOrDefault<IResponse>("session-key-response", null);
var listed = context.Variables.GetValueOrDefault<IResponse>("session-versions-response", null);
if (found == null || found.StatusCode != 200 || listed == null || listed.StatusCode != 200) { return answer; }
try {
    var current = found.Body.As<JObject>(preserveContent: true);
    var id = (string)current["id"];
    var since = (long)current["attributes"]["created"];
    var now = (DateTime.UtcNow.Ticks - new DateTime(1970, 1, 1).Ticks) / 10000000;
    var earlier = ((JArray)listed.Body.As<JObject>()["value"])
        .Where(one => (string)one["id"] != id && (bool)one["attributes"]["enabled"] && (long)one["attributes"]["created"] < since)
        .OrderByDescending(one => (long)one["attributes"]["created"]).FirstOrDefault();
    if (earlier != null && since + 28800 > now) {
        var version = ((string)earlier["id"]).Split('/').Last();
        if (!Regex.IsMatch(version, "^[0-9A-Za-z]{1,64}\\z")) { return answer; }
        answer["version"] = version;
    }
    answer["fault"] = false;
} catch (Exception) {
    answer["fault"] = true;
}
return answer;
