/* Takes JToken canonicalOf and leaves string canonical: the canonical form of RFC 8785, or null where the value has none:
   a number that is no whole number from -(2^53 - 1) to 2^53 - 1, half of a surrogate pair, or a kind of value that is not
   JSON's (a date, bytes). The same as locks/canonical.ts; a test compares them.
   Each entry that is left is text to write, then a value (or none), so that no recursion is needed. */
string canonical = null;
var canonicalText = new StringBuilder();
var canonicalWhole = canonicalOf != null;
var canonicalLeft = new Stack<KeyValuePair<string, JToken>>();
canonicalLeft.Push(new KeyValuePair<string, JToken>("", canonicalOf));
while (canonicalWhole && canonicalLeft.Count > 0)
{
    var canonicalEntry = canonicalLeft.Pop();
    var canonicalHere = canonicalEntry.Value;
    canonicalText.Append(canonicalEntry.Key);
    if (canonicalHere == null)
    {
        continue;
    }
    if (canonicalHere.Type == JTokenType.Object)
    {
        /* Names in order of their UTF-16 units (RFC 8785, 3.2.3). Reversed, since the last one pushed is the first taken. */
        var canonicalMembers = ((JObject)canonicalHere).Properties().OrderByDescending(canonicalMember => canonicalMember.Name, StringComparer.Ordinal).ToList();
        canonicalText.Append("{");
        canonicalLeft.Push(new KeyValuePair<string, JToken>("}", null));
        for (var canonicalIndex = 0; canonicalIndex < canonicalMembers.Count; canonicalIndex++)
        {
            canonicalLeft.Push(new KeyValuePair<string, JToken>(":", canonicalMembers[canonicalIndex].Value));
            canonicalLeft.Push(new KeyValuePair<string, JToken>(canonicalIndex == canonicalMembers.Count - 1 ? "" : ",", new JValue(canonicalMembers[canonicalIndex].Name)));
        }
    }
    else if (canonicalHere.Type == JTokenType.Array)
    {
        var canonicalItems = (JArray)canonicalHere;
        canonicalText.Append("[");
        canonicalLeft.Push(new KeyValuePair<string, JToken>("]", null));
        for (var canonicalIndex = canonicalItems.Count - 1; canonicalIndex >= 0; canonicalIndex--)
        {
            canonicalLeft.Push(new KeyValuePair<string, JToken>(canonicalIndex == 0 ? "" : ",", canonicalItems[canonicalIndex]));
        }
    }
    else if (canonicalHere.Type == JTokenType.Null)
    {
        canonicalText.Append("null");
    }
    else if (canonicalHere.Type == JTokenType.Boolean)
    {
        canonicalText.Append((bool)canonicalHere ? "true" : "false");
    }
    else if (canonicalHere.Type == JTokenType.Integer || canonicalHere.Type == JTokenType.Float)
    {
        /* As a double, as JavaScript has it: whatever is not exact in one is beyond the bound, or no whole number. */
        var canonicalNumber = (double)canonicalHere;
        if (Math.Abs(canonicalNumber) <= 9007199254740991d && Math.Floor(canonicalNumber) == canonicalNumber)
        {
            /* The sign by itself: that of a culture may be another character. */
            canonicalText.Append(canonicalNumber < 0 ? "-" : "").Append(((long)Math.Abs(canonicalNumber)).ToString());
        }
        else
        {
            canonicalWhole = false;
        }
    }
    else if (canonicalHere.Type == JTokenType.String)
    {
        var canonicalString = (string)canonicalHere;
        canonicalText.Append('"');
        for (var canonicalIndex = 0; canonicalIndex < canonicalString.Length; canonicalIndex++)
        {
            var canonicalUnit = canonicalString[canonicalIndex];
            if (canonicalUnit == '"' || canonicalUnit == '\\')
            {
                canonicalText.Append('\\').Append(canonicalUnit);
            }
            else if (canonicalUnit < ' ')
            {
                /* U+0008 to U+000D, where the vertical tab alone has no short form. */
                var canonicalShort = canonicalUnit < 8 || canonicalUnit > 13 ? 'v' : "btnvfr"[canonicalUnit - 8];
                if (canonicalShort != 'v')
                {
                    canonicalText.Append('\\').Append(canonicalShort);
                }
                else
                {
                    canonicalText.Append("\\u00").Append(canonicalUnit < 16 ? '0' : '1').Append("0123456789abcdef"[canonicalUnit % 16]);
                }
            }
            else if (Char.IsHighSurrogate(canonicalUnit) && canonicalIndex + 1 < canonicalString.Length && Char.IsLowSurrogate(canonicalString[canonicalIndex + 1]))
            {
                canonicalIndex++;
                canonicalText.Append(canonicalUnit).Append(canonicalString[canonicalIndex]);
            }
            else if (Char.IsSurrogate(canonicalUnit))
            {
                canonicalWhole = false;
                break;
            }
            else
            {
                canonicalText.Append(canonicalUnit);
            }
        }
        canonicalText.Append('"');
    }
    else
    {
        canonicalWhole = false;
    }
}
canonical = canonicalWhole ? canonicalText.ToString() : null;
