// The seal of a session id, `v1.<payload>.<seal>`. Takes `string sessionSigned` ("v1.<payload>") and `string sessionKey`
// (base64, as the vault holds it); leaves `string sessionSeal`: HMAC-SHA256 over the signed text's ASCII bytes, base64url
// without padding. Payload: base64url of the JSON {"s":server,"u":oid,"c":azp,"e":expiry in seconds since 1970,
// "i":base64url of the server's own id (so that no reader takes it for a date),"k":version of the key}.
string sessionSeal;
using (var sessionHash = new HMACSHA256(Convert.FromBase64String(sessionKey))) {
    sessionSeal = Convert.ToBase64String(sessionHash.ComputeHash(Encoding.UTF8.GetBytes(sessionSigned)))
        .TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
