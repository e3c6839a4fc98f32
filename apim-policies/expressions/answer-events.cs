// What the server answered, as text.
// Out: int answerStatus, string answerForm ("json", "stream", "none"), string answerFault (a reason, or null), string answerText,
// string streamText (the same where it is a stream), JToken answerId (the request's own id), JArray answerMessages, bool answerFound,
// JToken answerCode.
// The body is consumed: what is not put back below cannot leave.
const int answerMost = 1048576;
var answerStatus = context.Response.StatusCode;
var answerType = context.Response.Headers.GetValueOrDefault("Content-Type", "").ToLowerInvariant().Replace(" ", "").Replace("\"", "");
var answerForm = answerType == "application/json" || answerType == "application/json;charset=utf-8" ? "json"
    : answerType == "text/event-stream" || answerType == "text/event-stream;charset=utf-8" ? "stream" : "none";
var answerEncoding = context.Response.Headers.GetValueOrDefault("Content-Encoding", "identity").ToLowerInvariant();
string answerFault = null;
var answerText = "";
var answerMessages = new JArray();
var answerFound = false;
JToken answerCode = null;
var answerRequest = (JObject)context.Variables["message"];
var answerId = answerRequest["id"];
var answerMethod = (string)context.Variables["method"];
byte[] answerBytes = null;
try {
    answerBytes = context.Response.Body == null ? null : context.Response.Body.As<byte[]>(preserveContent: false);
} catch (Exception) {
    // More than API Management reads whole.
    answerFault = "answer-too-large";
}
if (answerFault != null) {
    answerBytes = null;
} else if (answerBytes != null && answerBytes.Length > answerMost) {
    answerFault = "answer-too-large";
} else if (answerBytes == null || answerForm == "none" || answerEncoding != "identity") {
    answerFault = "answer-malformed";
} else {
    var answerDecoded = Encoding.UTF8.GetString(answerBytes);
    // Whatever is not UTF-8 decodes to U+FFFD, which encodes to other bytes.
    if (!Encoding.UTF8.GetBytes(answerDecoded).SequenceEqual(answerBytes)) {
        answerFault = "answer-malformed";
    } else {
        answerText = answerDecoded;
    }
}
// One byte order mark may stand before a stream; before JSON the reader refuses it.
var streamText = answerForm != "stream" ? "" : answerText.Length > 0 && answerText[0] == '\uFEFF' ? answerText.Substring(1) : answerText;
