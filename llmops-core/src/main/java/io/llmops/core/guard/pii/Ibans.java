package io.llmops.core.guard.pii;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** International bank account numbers, as a whole or in groups of four, with the length of their country; ISO 13616. */
final class Ibans implements Scanner {

    /** Country and length, by the registry of the standard. */
    private static final String LENGTHS =
            "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20"
                    + " EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26"
                    + " IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30"
                    + " NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27"
                    + " SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30";

    private static final Map<String, Integer> BY_COUNTRY = byCountry();

    private static Map<String, Integer> byCountry() {
        Map<String, Integer> lengths = new HashMap<>();
        for (String entry : LENGTHS.split(" ")) {
            lengths.put(entry.substring(0, 2), Integer.parseInt(entry.substring(2)));
        }
        return Map.copyOf(lengths);
    }

    @Override
    public void scan(String text, Finds finds) {
        StringBuilder account = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int end = -1;
            boolean begins =
                    Chars.isLetter(text.charAt(at)) && Chars.digitAt(text, at + 2) && Chars.digitAt(text, at + 3);
            if (begins && !Chars.alnumBefore(text, at) && !Chars.is(text, at - 1, '_')) {
                end = end(text, at, account);
                if (end > 0) {
                    finds.add("iban", at, end);
                }
            }
            at = Math.max(at + 1, end);
        }
    }

    private static int end(String text, int at, StringBuilder account) {
        Integer length = BY_COUNTRY.get(text.substring(at, at + 2).toUpperCase(Locale.ROOT));
        if (length == null) {
            return -1;
        }
        account.setLength(0);
        int pos = at;
        while (account.length() < length && pos < text.length()) {
            char c = text.charAt(pos);
            if (Chars.isAlnum(c)) {
                account.append(c);
            } else if ((c != ' ' && c != '-')
                    || account.length() % 4 != 0
                    || !Chars.isUpperAlnum(text.charAt(pos - 1))) {
                return -1;
            }
            pos++;
        }
        boolean whole = account.length() == length && !Chars.alnumAt(text, pos) && !Chars.is(text, pos, '_');
        return whole && CheckDigits.iban(account) ? pos : -1;
    }
}
