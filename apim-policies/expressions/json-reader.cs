// Reads one JSON text strictly (RFC 8259), without recursion. Takes `string jsonText`; leaves
//   JToken jsonValue          the tree, null where the text is refused
//   string jsonFault          null, "malformed", "duplicate-key" or "too-deep"
//   List<string> jsonStrings  every key and every string value, decoded, in the order of the text
// Our own, because Newtonsoft takes duplicate keys, comments, single quotes and bytes after the end, and turns strings
// that look like dates into dates. A byte order mark is no white space in JSON, so it is refused. Whole numbers of up to
// 18 digits are kept as they are, every other number as a double. Comments stand on lines of their own and fall away.
JToken jsonValue = null;
string jsonFault = null;
var jsonStrings = new List<string>();
var jsonOpen = new Stack<JContainer>();
string jsonKey = null;
// What may come: 0 a value, 1 a value or "]", 2 a key or "}", 3 a key, 4 a comma or an end, 5 nothing.
var jsonNext = 0;
var jsonAt = 0;
while (jsonFault == null) {
    while (jsonAt < jsonText.Length && " \t\r\n".IndexOf(jsonText[jsonAt]) >= 0) { jsonAt++; }
    if (jsonAt == jsonText.Length) {
        if (jsonNext != 5) { jsonFault = "malformed"; }
        break;
    }
    var jsonMark = jsonText[jsonAt];
    JToken jsonRead = null;
    if (jsonNext == 5) {
        jsonFault = "malformed";
    } else if (jsonMark == '"' && jsonNext != 4) {
        var jsonBuilt = new StringBuilder();
        jsonAt++;
        while (jsonFault == null && jsonAt < jsonText.Length && jsonText[jsonAt] != '"') {
            var jsonCharacter = jsonText[jsonAt];
            if (jsonCharacter < ' ') {
                jsonFault = "malformed";
            } else if (jsonCharacter != '\\') {
                jsonBuilt.Append(jsonCharacter);
                jsonAt++;
            } else {
                var jsonEscape = jsonAt + 1 < jsonText.Length ? "\"\\/bfnrtu".IndexOf(jsonText[jsonAt + 1]) : -1;
                if (jsonEscape == 8) {
                    var jsonCode = 0;
                    for (var jsonDigit = jsonAt + 2; jsonDigit < jsonAt + 6; jsonDigit++) {
                        var jsonHex = jsonDigit < jsonText.Length ? "0123456789abcdefABCDEF".IndexOf(jsonText[jsonDigit]) : -1;
                        if (jsonHex < 0) { jsonFault = "malformed"; }
                        jsonCode = jsonCode * 16 + (jsonHex > 15 ? jsonHex - 6 : jsonHex);
                    }
                    if (jsonFault == null) { jsonBuilt.Append((char)jsonCode); }
                    jsonAt += 6;
                } else if (jsonEscape >= 0) {
                    jsonBuilt.Append("\"\\/\b\f\n\r\t"[jsonEscape]);
                    jsonAt += 2;
                } else {
                    jsonFault = "malformed";
                }
            }
        }
        if (jsonAt >= jsonText.Length) { jsonFault = "malformed"; }
        jsonAt++;
        var jsonString = jsonBuilt.ToString();
        for (var jsonUnit = 0; jsonUnit < jsonString.Length; jsonUnit++) {
            if (char.IsHighSurrogate(jsonString[jsonUnit])) {
                jsonUnit++;
                if (jsonUnit == jsonString.Length || !char.IsLowSurrogate(jsonString[jsonUnit])) { jsonFault = "malformed"; }
            } else if (char.IsLowSurrogate(jsonString[jsonUnit])) {
                jsonFault = "malformed";
            }
        }
        if (jsonFault == null) {
            jsonStrings.Add(jsonString);
            if (jsonNext < 2) {
                jsonRead = new JValue(jsonString);
            } else {
                while (jsonAt < jsonText.Length && " \t\r\n".IndexOf(jsonText[jsonAt]) >= 0) { jsonAt++; }
                if (jsonAt == jsonText.Length || jsonText[jsonAt] != ':') {
                    jsonFault = "malformed";
                } else if (((JObject)jsonOpen.Peek()).Property(jsonString) != null) {
                    jsonFault = "duplicate-key";
                }
                jsonAt++;
                jsonKey = jsonString;
                jsonNext = 0;
            }
        }
    } else if (jsonNext < 2 && (jsonMark == '{' || jsonMark == '[')) {
        jsonAt++;
        jsonRead = jsonMark == '{' ? (JToken)new JObject() : new JArray();
    } else if (jsonNext < 2 && (jsonMark == '-' || (jsonMark >= '0' && jsonMark <= '9'))) {
        var jsonStart = jsonAt;
        if (jsonMark == '-') { jsonAt++; }
        var jsonWhole = jsonAt;
        while (jsonAt < jsonText.Length && jsonText[jsonAt] >= '0' && jsonText[jsonAt] <= '9') { jsonAt++; }
        if (jsonAt == jsonWhole || (jsonText[jsonWhole] == '0' && jsonAt > jsonWhole + 1)) { jsonFault = "malformed"; }
        var jsonIsWhole = true;
        if (jsonAt < jsonText.Length && jsonText[jsonAt] == '.') {
            jsonIsWhole = false;
            jsonAt++;
            var jsonFraction = jsonAt;
            while (jsonAt < jsonText.Length && jsonText[jsonAt] >= '0' && jsonText[jsonAt] <= '9') { jsonAt++; }
            if (jsonAt == jsonFraction) { jsonFault = "malformed"; }
        }
        if (jsonAt < jsonText.Length && (jsonText[jsonAt] == 'e' || jsonText[jsonAt] == 'E')) {
            jsonIsWhole = false;
            jsonAt++;
            if (jsonAt < jsonText.Length && (jsonText[jsonAt] == '+' || jsonText[jsonAt] == '-')) { jsonAt++; }
            var jsonExponent = jsonAt;
            while (jsonAt < jsonText.Length && jsonText[jsonAt] >= '0' && jsonText[jsonAt] <= '9') { jsonAt++; }
            if (jsonAt == jsonExponent) { jsonFault = "malformed"; }
        }
        if (jsonFault == null) {
            var jsonNumber = jsonText.Substring(jsonStart, jsonAt - jsonStart);
            if (jsonIsWhole && jsonAt - jsonWhole <= 18) {
                jsonRead = new JValue(long.Parse(jsonNumber));
            } else {
                // Newtonsoft reads numbers alike in every culture; double.Parse does not.
                try {
                    var jsonDouble = (double)JToken.Parse(jsonIsWhole ? jsonNumber + ".0" : jsonNumber);
                    if (double.IsInfinity(jsonDouble) || double.IsNaN(jsonDouble)) { jsonFault = "malformed"; }
                    jsonRead = new JValue(jsonDouble);
                } catch (Exception) {
                    jsonFault = "malformed";
                }
            }
        }
    } else if (jsonNext < 2 && (jsonMark == 't' || jsonMark == 'f' || jsonMark == 'n')) {
        var jsonWord = jsonMark == 't' ? "true" : jsonMark == 'f' ? "false" : "null";
        if (jsonAt + jsonWord.Length <= jsonText.Length && jsonText.Substring(jsonAt, jsonWord.Length) == jsonWord) {
            jsonAt += jsonWord.Length;
            jsonRead = jsonMark == 'n' ? new JValue((object)null) : new JValue(jsonMark == 't');
        } else {
            jsonFault = "malformed";
        }
    } else if (jsonNext == 4 && jsonMark == ',') {
        jsonAt++;
        jsonNext = jsonOpen.Peek() is JObject ? 3 : 0;
    } else if ((jsonNext == 1 && jsonMark == ']') || (jsonNext == 2 && jsonMark == '}')
        || (jsonNext == 4 && jsonMark == (jsonOpen.Peek() is JObject ? '}' : ']'))) {
        jsonAt++;
        jsonOpen.Pop();
        jsonNext = jsonOpen.Count == 0 ? 5 : 4;
    } else {
        jsonFault = "malformed";
    }
    if (jsonFault == null && jsonRead != null) {
        if (jsonOpen.Count == 0) {
            jsonValue = jsonRead;
        } else if (jsonOpen.Peek() is JObject) {
            ((JObject)jsonOpen.Peek()).Add(jsonKey, jsonRead);
        } else {
            ((JArray)jsonOpen.Peek()).Add(jsonRead);
        }
        jsonNext = jsonOpen.Count == 0 ? 5 : 4;
        if (jsonRead is JContainer) {
            jsonOpen.Push((JContainer)jsonRead);
            jsonNext = jsonRead is JObject ? 2 : 1;
            // The deepest message that clients of the protocol send is far from 32 levels.
            if (jsonOpen.Count > 32) { jsonFault = "too-deep"; }
        }
    }
}
if (jsonFault != null) { jsonValue = null; }
