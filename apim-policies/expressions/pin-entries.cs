// What the answer shows of pinned things, each with the pin that the lock has for it.
// Out: string pinMember, List<string> pinDisabled, List<JToken> pinEntries, List<string> pinNames, List<string> pinExpected (null: not approved),
// JArray pinKept (indexes), List<string> pinChanged (names for the record), List<string> pinCalled (names that calls can use).
[[code:pinned-member]]
var pinMember = pinnedMember;
var pinResult = ((JArray)context.Variables["answer"]).Last["result"] as JObject;
var pinApproved = (JObject)context.Variables["approved"];
var pinDisabled = pinApproved["disabled"] is JArray ? pinApproved["disabled"].Select(pinOff => (string)pinOff).ToList() : new List<string>();
var pinEntries = new List<JToken>();
var pinNames = new List<string>();
var pinExpected = new List<string>();
var pinKept = new JArray();
var pinChanged = new List<string>();
var pinCalled = new List<string>();
if (pinResult != null && pinResult[pinMember] != null) {
    if (pinMember == "instructions") {
        pinEntries.Add(pinResult["instructions"]);
        pinNames.Add("instructions");
        pinExpected.Add((string)pinApproved["instructions"]);
    } else {
        var pinNamedBy = pinMember == "resourceTemplates" ? "uriTemplate" : "name";
        foreach (var pinEntry in (JArray)pinResult[pinMember]) {
            var pinNameToken = pinEntry[pinNamedBy];
            var pinName = pinNameToken != null && pinNameToken.Type == JTokenType.String ? (string)pinNameToken : "";
            var pinGroup = pinApproved[pinMember] as JObject;
            var pinKnown = pinGroup == null ? null : pinGroup[pinName];
            pinEntries.Add(pinEntry);
            pinNames.Add(pinName);
            pinExpected.Add(pinKnown == null ? null : pinKnown.Type == JTokenType.String ? (string)pinKnown : (string)pinKnown["pin"]);
        }
    }
}
