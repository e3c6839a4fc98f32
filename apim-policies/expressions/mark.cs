// Marks what a server wrote, so that a host can tell it from what it was told (control MCP06-3): `_meta` of the result
// and of each block of content says where it comes from. A mark that the server sent is removed first. With
// approved.marking "delimited", texts also stand between delimiters that nobody can know beforehand; what looks like one
// inside is taken apart. Leaves `JArray markAnswer`. structuredContent stays as it is: it has a schema to meet.
var markAnswer = (JArray)context.Variables["answer"];
var markSource = (string)context.Variables["server"];
var markDelimited = (string)((JObject)context.Variables["approved"])["marking"] == "delimited";
var markNonce = Guid.NewGuid().ToString("N");
var markOpen = new Stack<JToken>();
foreach (var markMessage in markAnswer) { markOpen.Push(markMessage); }
while (markOpen.Count > 0) {
    var markToken = markOpen.Pop();
    var markProperty = markToken as JProperty;
    if (markProperty != null && markProperty.Name == "structuredContent") { continue; }
    if (markProperty != null && markProperty.Name == "_meta" && markProperty.Value is JObject) {
        foreach (var markForged in ((JObject)markProperty.Value).Properties().Where(markOne => markOne.Name.StartsWith("bulwark.dev/", StringComparison.OrdinalIgnoreCase)).ToList()) {
            markForged.Remove();
        }
    }
    foreach (var markChild in (IEnumerable<JToken>)markToken) { markOpen.Push(markChild); }
}
var markMethod = (string)context.Variables["method"];
var markResult = markAnswer.Last["result"] as JObject;
if (markResult != null && (markMethod == "tools/call" || markMethod == "prompts/get" || markMethod == "resources/read")) {
    var markPlaces = new List<JObject> { markResult };
    var markList = markResult[markMethod == "tools/call" ? "content" : markMethod == "prompts/get" ? "messages" : "contents"] as JArray;
    foreach (var markEntry in markList == null ? new JArray() : markList) {
        if (markMethod != "prompts/get") { markPlaces.Add((JObject)markEntry); continue; }
        var markContent = markEntry["content"];
        if (markContent is JObject) { markPlaces.Add((JObject)markContent); }
        if (markContent is JArray) { markPlaces.AddRange(((IEnumerable<JToken>)markContent).Where(markOne => markOne is JObject).Select(markOne => (JObject)markOne)); }
    }
    foreach (var markPlace in markPlaces) {
        var markMeta = markPlace["_meta"] as JObject;
        if (markMeta == null) {
            markMeta = new JObject();
            markPlace["_meta"] = markMeta;
            markMeta = (JObject)markPlace["_meta"];
        }
        markMeta["bulwark.dev/untrusted"] = new JObject(new JProperty("source", markSource), new JProperty("correlationId", context.RequestId.ToString()));
        if (!markDelimited || markPlace == markResult) { continue; }
        var markHolder = markPlace["resource"] is JObject ? (JObject)markPlace["resource"] : markPlace;
        if (markHolder["text"] == null || markHolder["text"].Type != JTokenType.String) { continue; }
        var markText = Regex.Replace((string)markHolder["text"], "<<(?=[\\s\\p{Cf}]*/?[\\s\\p{Cf}]*u)", "< <", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(500));
        markHolder["text"] = "<<untrusted " + markNonce + " from " + markSource + ">>\n" + markText + "\n<</untrusted " + markNonce + ">>";
    }
}
