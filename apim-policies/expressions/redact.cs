// Takes credentials and personal data out of the answer, in place. Reads the rules of redaction.json from the variable
// `redaction-rules`; leaves `JObject redactCounts`: how often, by kind, and `bool redactCredential`: whether a credential
// was among them.
// A rule runs only where one of its hints stands in the text, so most answers run none. Every pattern has a time limit:
// an answer that would take longer is refused by the exception.
var redactClasses = new[] { "public", "internal", "confidential", "restricted" };
var redactClass = Array.IndexOf(redactClasses, (string)((JObject)context.Variables["approved"])["dataClass"]);
if (redactClass < 0) { redactClass = redactClasses.Length; }
var redactRules = JArray.Parse((string)context.Variables["redaction-rules"]).Where(redactOne => Array.IndexOf(redactClasses, (string)redactOne["from"]) <= redactClass).ToList();
var redactPatterns = new Regex[redactRules.Count];
var redactCounts = new JObject();
var redactCredential = false;
var redactAnswer = (JArray)context.Variables["answer"];
var redactLast = redactAnswer.Last["result"] as JObject;
[[code:pinned-member]]
var redactApproved = redactLast == null || pinnedMember == "" ? null : redactLast[pinnedMember];
var redactOpen = new Stack<JToken>();
var redactPlaces = new List<JToken>();
foreach (var redactMessage in redactAnswer) {
    foreach (var redactPart in new[] { "params", "error", "result" }) {
        if (redactMessage[redactPart] != null) { redactOpen.Push(redactMessage[redactPart]); }
    }
}
while (redactOpen.Count > 0) {
    var redactToken = redactOpen.Pop();
    if (redactApproved != null && (object)redactToken == (object)redactApproved) { continue; }
    var redactProperty = redactToken as JProperty;
    // What a client only hands back is no content, and would not work any more.
    if (redactProperty != null && redactProperty.Parent == (JToken)redactLast && (redactProperty.Name == "nextCursor" || redactProperty.Name == "requestState")) { continue; }
    if (redactProperty != null && redactProperty.Name == "progressToken") { continue; }
    foreach (var redactChild in (IEnumerable<JToken>)redactToken) { redactOpen.Push(redactChild); }
    if (redactProperty != null || redactToken.Type == JTokenType.String || redactToken.Type == JTokenType.Integer) { redactPlaces.Add(redactToken); }
}
// From the leaves up: a member that is renamed is a new one, with copies of what is in it.
redactPlaces.Reverse();
foreach (var redactPlace in redactPlaces) {
    var redactName = redactPlace as JProperty;
    var redactValue = redactPlace as JValue;
    var redactNumber = redactName == null && redactPlace.Type == JTokenType.Integer;
    var redactText = redactName != null ? redactName.Name : redactPlace.ToString();
    var redactHolder = redactPlace.Parent is JArray ? redactPlace.Parent.Parent as JProperty : redactPlace.Parent as JProperty;
    // A document in base64 is read, and written back where something was taken out.
    var redactPrefix = "";
    var redactCoded = false;
    if (redactName == null && !redactNumber) {
        string blobSource = null;
        if (redactHolder != null && (redactHolder.Name == "blob" || redactHolder.Name == "data")) {
            blobSource = redactText;
        } else if (redactText.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && redactText.IndexOf(";base64,", StringComparison.OrdinalIgnoreCase) > 0) {
            var redactComma = redactText.IndexOf(',');
            redactPrefix = redactText.Substring(0, redactComma + 1);
            blobSource = redactText.Substring(redactComma + 1);
        }
        if (blobSource != null) {
            [[code:blob-text]]
            redactCoded = blobText != null;
            if (redactCoded) { redactText = blobText; } else { redactPrefix = ""; }
            // A picture's base64 is letters by chance.
            if (!redactCoded && blobBytes != null && blobBytes.Length > 64) { continue; }
        }
    }
    var redactBefore = redactText;
    var redactLower = redactText.ToLowerInvariant();
    var redactDigits = redactText.Count(redactOne => redactOne >= '0' && redactOne <= '9');
    for (var redactAt = 0; redactAt < redactRules.Count; redactAt++) {
        var redactRule = (JObject)redactRules[redactAt];
        var redactKind = (string)redactRule["kind"];
        var redactFound = 0;
        if (redactRule["keys"] != null) {
            if (redactName != null || redactHolder == null || redactText.Length < 4 || redactText.StartsWith("[redacted:", StringComparison.Ordinal)) { continue; }
            var redactKey = redactHolder.Name.ToLowerInvariant().Replace("_", "").Replace("-", "").Replace(".", "").Replace(" ", "");
            if (!((JArray)redactRule["keys"]).Any(redactEnding => redactKey.EndsWith((string)redactEnding, StringComparison.Ordinal))) { continue; }
            if ("true,false,none,null,required,optional,string,number,boolean,object,array,unknown".Split(',').Contains(redactText.ToLowerInvariant())) { continue; }
            redactText = "[redacted:" + redactKind + "]";
            redactFound = 1;
        } else {
            if (redactNumber && redactRule["numbers"] == null) { continue; }
            if (redactRule["digits"] != null && redactDigits < (int)redactRule["digits"]) { continue; }
            if (redactRule["hints"] != null && !((JArray)redactRule["hints"]).Any(redactHint => redactLower.IndexOf((string)redactHint, StringComparison.Ordinal) >= 0)) { continue; }
            if (redactPatterns[redactAt] == null) { redactPatterns[redactAt] = new Regex((string)redactRule["pattern"], RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(500)); }
            var redactBuilt = new StringBuilder();
            var redactFrom = 0;
            var redactMatch = redactPatterns[redactAt].Match(redactText);
            while (redactMatch.Success) {
                var redactGroup = redactMatch.Groups["v"];
                var redactStart = redactGroup.Success ? redactGroup.Index : redactMatch.Index;
                var redactEnd = redactStart + (redactGroup.Success ? redactGroup.Length : redactMatch.Length);
                var redactWhole = redactText.Substring(redactStart, redactEnd - redactStart);
                var redactCheck = (string)redactRule["check"];
                var redactHolds = true;
                [[code:redact-check]]
                var redactNext = redactHolds ? redactMatch.Index + redactMatch.Length : redactStart + 1;
                if (redactHolds) {
                    redactBuilt.Append(redactText, redactFrom, redactStart - redactFrom).Append("[redacted:").Append(redactKind).Append(']');
                    redactFrom = redactEnd;
                    redactFound++;
                }
                if (redactNext >= redactText.Length) { break; }
                redactMatch = redactPatterns[redactAt].Match(redactText, redactNext);
            }
            if (redactFound > 0) { redactText = redactBuilt.Append(redactText, redactFrom, redactText.Length - redactFrom).ToString(); }
        }
        if (redactFound == 0) { continue; }
        redactLower = redactText.ToLowerInvariant();
        redactCounts[redactKind] = (redactCounts[redactKind] == null ? 0 : (int)redactCounts[redactKind]) + redactFound;
        redactCredential = redactCredential || (string)redactRule["class"] == "credential";
    }
    if (redactText == redactBefore) { continue; }
    if (redactCoded) { redactText = redactPrefix + Convert.ToBase64String(Encoding.UTF8.GetBytes(redactText)); }
    if (redactName == null) {
        redactValue.Value = redactText;
        continue;
    }
    var redactRenamed = redactText;
    for (var redactCopy = 2; ((JObject)redactName.Parent).Property(redactRenamed) != null; redactCopy++) { redactRenamed = redactText + " " + redactCopy; }
    redactName.Replace(new JProperty(redactRenamed, redactName.Value));
}
