package dev.bluegreen.aws.route53;

import dev.bluegreen.model.ConfigurationException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Host names as Route 53 writes them: lower case, a dot at the end, and what is no letter, digit, '-', '_' as octal. */
final class DnsNames {

    private static final Pattern OCTAL = Pattern.compile("\\\\(\\d{3})");
    private static final Pattern NAME =
            Pattern.compile("(\\*\\.)?([a-z0-9_]([-a-z0-9_]{0,61}[a-z0-9_])?\\.)+[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final int MAX_LENGTH = 240;

    private DnsNames() {}

    /** {@code \052.Example.com.} as {@code *.example.com}. */
    static String normalized(String name) {
        String decoded = OCTAL.matcher(name)
                .replaceAll(octal ->
                        Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(octal.group(1), 8))));
        String lower = decoded.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    static boolean same(String one, String other) {
        return normalized(one).equals(normalized(other));
    }

    /** @throws ConfigurationException if it is no name with a domain that leaves room for that of a fence */
    static String require(String field, String name) {
        String plain = normalized(name);
        if (plain.length() > MAX_LENGTH || !NAME.matcher(plain).matches()) {
            throw new ConfigurationException(field + ": '" + name
                    + "' is no host name; give one with its domain, such as api.example.com, of at most " + MAX_LENGTH
                    + " letters, digits, '-', '_' and '.'");
        }
        return plain;
    }
}
