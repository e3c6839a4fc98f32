// Whether what a pattern found in `redactWhole` is what it looks like, by the arithmetic that `redactCheck` names: card
// (ISO/IEC 7812, Luhn), iban (ISO 13616, modulo 97), ahv (EAN-13), dni (Spain, letter of modulo 23), nir (France, modulo
// 97). Changes `redactHolds`.
if (redactCheck != null) {
    var checkText = redactWhole.Replace(" ", "").Replace("-", "").Replace(".", "");
    var checkSum = 0;
    if (redactCheck == "card") {
        for (var checkAt = 0; checkAt < checkText.Length; checkAt++) {
            var checkDigit = checkText[checkText.Length - 1 - checkAt] - '0';
            if (checkAt % 2 == 1) { checkDigit = checkDigit * 2 > 9 ? checkDigit * 2 - 9 : checkDigit * 2; }
            checkSum += checkDigit;
        }
        var checkIssuer = checkText.Substring(0, 2);
        redactHolds = checkSum % 10 == 0 && checkText.Trim(checkText[0]).Length > 0 && checkText.Length <= 19
            && (checkText[0] == '4' || checkText[0] == '5' || checkText[0] == '6' || checkIssuer[0] == '2' && checkIssuer[1] >= '2' && checkIssuer[1] <= '7'
                || checkIssuer == "30" || checkIssuer == "34" || checkIssuer == "35" || checkIssuer == "36" || checkIssuer == "37" || checkIssuer == "38" || checkIssuer == "39");
    } else if (redactCheck == "iban") {
        foreach (var checkCharacter in checkText.Substring(4) + checkText.Substring(0, 4)) {
            var checkNumber = checkCharacter <= '9' ? checkCharacter - '0' : checkCharacter - 'A' + 10;
            checkSum = (checkNumber > 9 ? checkSum * 100 + checkNumber : checkSum * 10 + checkNumber) % 97;
        }
        redactHolds = checkSum == 1;
    } else if (redactCheck == "ahv") {
        for (var checkAt = 0; checkAt < checkText.Length; checkAt++) { checkSum += (checkText[checkAt] - '0') * (checkAt % 2 == 0 ? 1 : 3); }
        redactHolds = checkSum % 10 == 0;
    } else if (redactCheck == "dni") {
        redactHolds = "TRWAGMYFPDXBNJZSQVHLCKE"[(int)(long.Parse(checkText.Substring(0, 8)) % 23)] == checkText[8];
    } else if (redactCheck == "nir") {
        redactHolds = 97 - long.Parse(checkText.Substring(0, 13)) % 97 == long.Parse(checkText.Substring(13));
    }
}
