// What a base64 value says where it holds text.
// In: string blobSource. Out: string blobText: the text in it; null where it is no base64 or holds no text (an image).
// UTF-8 and UTF-16 are read. It is text where at most one character in ten is a control character or no character at
// all: a single wrong byte must not make a text a picture.
string blobText = null;
byte[] blobBytes = null;
var blobDigits = blobSource.Replace("\r", "").Replace("\n", "").Replace("\t", "").Replace(" ", "").Replace('-', '+').Replace('_', '/').TrimEnd('=');
try { blobBytes = Convert.FromBase64String(blobDigits.PadRight((blobDigits.Length + 3) / 4 * 4, '=')); }
catch (Exception) { blobBytes = null; }
if (blobBytes != null && blobBytes.Length > 0) {
    var blobZerosEven = 0;
    var blobZerosOdd = 0;
    for (var blobAt = 0; blobAt < blobBytes.Length; blobAt++) {
        if (blobBytes[blobAt] != 0) { continue; }
        if (blobAt % 2 == 0) { blobZerosEven++; } else { blobZerosOdd++; }
    }
    var blobLittle = blobBytes.Length > 1 && blobBytes[0] == 0xFF && blobBytes[1] == 0xFE || blobZerosOdd * 3 > blobBytes.Length;
    var blobBig = blobBytes.Length > 1 && blobBytes[0] == 0xFE && blobBytes[1] == 0xFF || blobZerosEven * 3 > blobBytes.Length;
    var blobDecoded = blobLittle && !blobBig ? Encoding.Unicode.GetString(blobBytes)
        : blobBig && !blobLittle ? Encoding.BigEndianUnicode.GetString(blobBytes)
        : Encoding.UTF8.GetString(blobBytes);
    var blobStrange = 0;
    foreach (var blobCharacter in blobDecoded) {
        if (blobCharacter == '\uFFFD' || blobCharacter < ' ' && blobCharacter != '\t' && blobCharacter != '\n' && blobCharacter != '\r') { blobStrange++; }
    }
    if (blobStrange * 10 <= blobDecoded.Length) { blobText = blobDecoded; }
}
