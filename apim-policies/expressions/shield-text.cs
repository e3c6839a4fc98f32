// What Prompt Shields is shown (controls MCP06-1, MCP06-4): every key and string of the message that the protocol does not
// fix, percent-decoded where that says more, without invisible characters. Gives an object with `refusal` and `chunks`,
// texts of at most 10,000 characters that overlap by 200; more than five are refused, none skipped.
var answer = new JObject(new JProperty("refusal", ((JObject)context.Variables["refusal"]).DeepClone()), new JProperty("chunks", new JArray()));
if (((JObject)answer["refusal"]).Count > 0) { return answer; }
var message = (JObject)context.Variables["message"];
var approved = (JObject)context.Variables["approved"];
var words = new HashSet<string>("[[protocol-words]]".Split(' '));
// These were compared with approved text, letter by letter.
words.Add((string)context.Variables["method"]);
if ((string)context.Variables["method"] == "tools/call" || (string)context.Variables["method"] == "prompts/get") { words.Add((string)context.Variables["target"]); }
foreach (var revision in approved["protocols"]) { words.Add((string)revision); }
// An id that can hold no sentence.
var id = message["id"];
if (id != null && id.Type == JTokenType.String && Regex.IsMatch((string)id, "^[A-Za-z0-9_-]{1,64}\\z")) { words.Add((string)id); }
var text = new StringBuilder();
foreach (var one in (JArray)context.Variables["strings"]) {
    var said = (string)one;
    if (said == "" || words.Contains(said)) { continue; }
    var decoded = said.Contains("%") ? Uri.UnescapeDataString(said) : said;
    for (var round = 0; round < 3 && decoded.Contains("%"); round++) { decoded = Uri.UnescapeDataString(decoded); }
    foreach (var shown in decoded == said ? new[] { said } : new[] { said, decoded }) {
        if (text.Length > 0) { text.Append('\n'); }
        for (var at = 0; at < shown.Length; at++) {
            var character = shown[at];
            if (character == '\udb40' && at + 1 < shown.Length) {
                // Tags, U+E0000 to U+E007F, spell ASCII that people do not see: the shield sees it.
                at++;
                if (shown[at] >= '\udc20' && shown[at] <= '\udc7e') { text.Append((char)(shown[at] - '\udc00')); }
            } else if (character < ' ' && character != '\t' && character != '\n' && character != '\r') {
                continue;
            } else if (!((character >= '\u200b' && character <= '\u200f') || (character >= '\u202a' && character <= '\u202e')
                || (character >= '\u2060' && character <= '\u206f') || (character >= '\ufe00' && character <= '\ufe0f')
                || (character >= '\u180b' && character <= '\u180f') || (character >= '\ufff9' && character <= '\ufffb')
                || "\u007f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u3164\ufeff\uffa0".IndexOf(character) >= 0)) {
                text.Append(character);
            }
        }
    }
}
var whole = text.ToString();
if (whole.Trim() == "") { return answer; }
if (whole.Length > 49200) {
    answer["refusal"] = new JObject(new JProperty("reason", "shield-length"));
    return answer;
}
var from = 0;
while (true) {
    var length = Math.Min(10000, whole.Length - from);
    ((JArray)answer["chunks"]).Add(whole.Substring(from, length));
    if (from + length == whole.Length) { return answer; }
    from += 9800;
}
