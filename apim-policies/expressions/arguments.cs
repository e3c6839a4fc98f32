// The arguments against the tool's approved schema (control MCP05-2): the compiled subset of docs/tool-locks.md, with the
// meaning that locks/schema/validate.ts gives it. Gives `refusal`; names a place, never a value, nor a key of the client's.
if (((JObject)context.Variables["refusal"]).Count > 0 || (string)context.Variables["method"] != "tools/call") {
    return ((JObject)context.Variables["refusal"]).DeepClone();
}
var approved = (JObject)context.Variables["approved"];
var parameters = (JObject)((JObject)context.Variables["message"])["params"];
var left = new Stack<Tuple<JObject, JToken, string>>();
left.Push(Tuple.Create((JObject)approved["tools"][(string)context.Variables["target"]]["schema"], parameters["arguments"] ?? new JObject(), ""));
string wrong = null;
while (wrong == null && left.Count > 0) {
    var next = left.Pop();
    var rules = next.Item1;
    var value = next.Item2;
    var where = next.Item3;
    var type = value.Type;
    var number = type == JTokenType.Integer || type == JTokenType.Float ? (double)value : 0.0;
    var isWhole = type == JTokenType.Integer || (type == JTokenType.Float && Math.Floor(number) == number);
    // Every name that a schema may have for the type of this value.
    var names = (type == JTokenType.Null ? "null" : type == JTokenType.Boolean ? "boolean" : type == JTokenType.String ? "string"
        : type == JTokenType.Array ? "array" : type == JTokenType.Object ? "object" : isWhole ? "number integer" : "number").Split(' ');
    if (rules["any"] != null) {
        var branch = rules["any"].FirstOrDefault(one => one["type"] == null || one["type"].Any(name => names.Contains((string)name)));
        if (branch == null) { wrong = where; } else { left.Push(Tuple.Create((JObject)branch, value, where)); }
        continue;
    }
    var fits = rules["type"] == null || rules["type"].Any(name => names.Contains((string)name));
    if (fits && rules["enum"] != null) {
        var canonicalOf = value;
        [[code:canonical]]
        fits = canonical != null && rules["enum"].Any(one => (string)one == canonical);
    }
    if (fits && (type == JTokenType.Integer || type == JTokenType.Float)) {
        fits = (rules["min"] == null || number >= (double)rules["min"]) && (rules["max"] == null || number <= (double)rules["max"])
            && (rules["exclusiveMin"] == null || number > (double)rules["exclusiveMin"])
            && (rules["exclusiveMax"] == null || number < (double)rules["exclusiveMax"]);
    } else if (fits && type == JTokenType.String) {
        var text = (string)value;
        var length = text.Count(one => !char.IsLowSurrogate(one));
        fits = (rules["minLength"] == null || length >= (long)rules["minLength"]) && (rules["maxLength"] == null || length <= (long)rules["maxLength"]);
        if (fits && rules["pattern"] != null) {
            try {
                fits = new Regex((string)rules["pattern"], RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(100)).IsMatch(text);
            } catch (Exception) {
                fits = false;
            }
        }
    } else if (fits && type == JTokenType.Array) {
        var items = (JArray)value;
        fits = (rules["minItems"] == null || items.Count >= (long)rules["minItems"]) && (rules["maxItems"] == null || items.Count <= (long)rules["maxItems"]);
        for (var at = items.Count - 1; at >= 0 && rules["items"] != null; at--) {
            left.Push(Tuple.Create((JObject)rules["items"], items[at], where + "[" + at + "]"));
        }
    } else if (fits && type == JTokenType.Object) {
        var members = (JObject)value;
        var properties = rules["properties"] as JObject ?? new JObject();
        fits = rules["required"] == null || rules["required"].All(name => members.Property((string)name) != null);
        foreach (var member in members.Properties()) {
            var own = properties.Property(member.Name);
            var inner = own != null ? own.Value : rules["additional"] ?? (rules["type"] == null ? new JObject() : (JToken)new JValue(false));
            if (!(inner is JObject)) {
                fits = false;
            } else {
                left.Push(Tuple.Create((JObject)inner, member.Value, own != null ? (where == "" ? "" : where + ".") + member.Name : where + ".*"));
            }
        }
    }
    if (!fits) { wrong = where; }
}
if (wrong == null) { return new JObject(); }
var place = wrong == "" ? "the arguments themselves" : wrong;
return new JObject(
    new JProperty("reason", "arguments-invalid"), new JProperty("where", place),
    new JProperty("says", "Invalid arguments: not as the tool's input schema wants them, at " + place + "."));
