// All text of the answer's messages that the lock has not approved, keys too, in the order of the answer, joined by line
// ends. Leaves `string stringsText`. The protocol's own words are left out: they would be sent to the shield with every
// answer and can carry no message. A picture is no text; a document in base64 is read (blob-text.cs), and so is a data:
// address. Characters that nobody sees are dropped, as they only break words apart; those of Unicode's tag block hide
// ASCII and become it.
var stringsWords = new HashSet<string>("_meta,annotations,assistant,audience,audio,blob,capabilities,code,completion,content,contents,data,description,error,hasMore,icons,image,info,isError,jsonrpc,lastModified,level,listChanged,logger,logging,message,messages,mimeType,name,nextCursor,notice,params,priority,progress,progressToken,prompts,protocolVersion,resource,resource_link,resources,result,resultType,role,serverInfo,size,structuredContent,text,title,tools,total,type,uri,user,values,version".Split(','));
var stringsBuilt = new StringBuilder();
var stringsOpen = new Stack<JToken>();
foreach (var stringsMessage in ((JArray)context.Variables["answer"]).Reverse()) {
    foreach (var stringsPart in new[] { "params", "error", "result" }) {
        if (stringsMessage[stringsPart] != null) { stringsOpen.Push(stringsMessage[stringsPart]); }
    }
}
[[code:pinned-member]]
var stringsResult = ((JArray)context.Variables["answer"]).Last["result"] as JObject;
var stringsApproved = stringsResult == null || pinnedMember == "" ? null : stringsResult[pinnedMember];
while (stringsOpen.Count > 0) {
    var stringsToken = stringsOpen.Pop();
    if (stringsApproved != null && (object)stringsToken == (object)stringsApproved) { continue; }
    var stringsProperty = stringsToken as JProperty;
    if (stringsProperty != null) {
        stringsOpen.Push(stringsProperty.Value);
        if (!stringsWords.Contains(stringsProperty.Name)) { stringsBuilt.Append(stringsProperty.Name).Append('\n'); }
        continue;
    }
    if (stringsToken is JContainer) {
        foreach (var stringsChild in ((IEnumerable<JToken>)stringsToken).Reverse()) { stringsOpen.Push(stringsChild); }
        continue;
    }
    if (stringsToken.Type != JTokenType.String) { continue; }
    var stringsValue = (string)stringsToken;
    var stringsHolder = stringsToken.Parent as JProperty;
    var stringsBinary = false;
    string blobSource = null;
    if (stringsHolder != null && (stringsHolder.Name == "blob" || stringsHolder.Name == "data")) {
        blobSource = stringsValue;
        var stringsKind = stringsHolder.Parent["type"];
        // Only where the protocol has binary data may a value that is no text go unread.
        stringsBinary = stringsHolder.Name == "blob" && stringsHolder.Parent["uri"] != null
            || stringsHolder.Name == "data" && stringsKind != null && stringsKind.Type == JTokenType.String && ((string)stringsKind == "image" || (string)stringsKind == "audio");
    } else if (stringsValue.StartsWith("data:", StringComparison.OrdinalIgnoreCase) && stringsValue.IndexOf(',') > 0) {
        var stringsComma = stringsValue.IndexOf(',');
        if (stringsValue.Substring(0, stringsComma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase)) {
            blobSource = stringsValue.Substring(stringsComma + 1);
            stringsBinary = stringsValue.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase) || stringsValue.StartsWith("data:audio/", StringComparison.OrdinalIgnoreCase);
        } else {
            stringsBuilt.Append(Uri.UnescapeDataString(stringsValue.Substring(stringsComma + 1))).Append('\n');
        }
    }
    string stringsDecoded = null;
    if (blobSource != null) {
        [[code:blob-text]]
        stringsDecoded = blobText;
        // Base64 on one line is for machines; words with spaces between them are for readers, whatever they decode to.
        if (blobBytes == null || blobSource.Any(stringsOne => char.IsWhiteSpace(stringsOne))) { stringsBinary = false; }
    }
    if (stringsDecoded != null) { stringsBuilt.Append(stringsDecoded).Append('\n'); }
    else if (!stringsBinary && !stringsWords.Contains(stringsValue)) { stringsBuilt.Append(stringsValue).Append('\n'); }
}
var stringsAll = stringsBuilt.ToString();
var stringsShown = new StringBuilder();
for (var stringsAt = 0; stringsAt < stringsAll.Length; stringsAt++) {
    var stringsUnit = stringsAll[stringsAt];
    if (stringsUnit == '\uDB40' && stringsAt + 1 < stringsAll.Length) {
        var stringsLow = stringsAll[stringsAt + 1];
        stringsAt++;
        if (stringsLow >= '\uDC20' && stringsLow <= '\uDC7E') { stringsShown.Append((char)(stringsLow - '\uDC00')); }
        continue;
    }
    if (stringsUnit == '\u00AD' || stringsUnit == '\u034F' || stringsUnit == '\u061C' || stringsUnit == '\u180E' || stringsUnit == '\uFEFF'
        || stringsUnit >= '\u200B' && stringsUnit <= '\u200F' || stringsUnit >= '\u202A' && stringsUnit <= '\u202E'
        || stringsUnit >= '\u2060' && stringsUnit <= '\u206F' || stringsUnit >= '\uFE00' && stringsUnit <= '\uFE0F') { continue; }
    stringsShown.Append(stringsUnit);
}
var stringsText = stringsShown.ToString().Trim();
