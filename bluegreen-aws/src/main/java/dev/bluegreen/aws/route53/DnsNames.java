package dev.bluegreen.aws.route53;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Wording;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Host names as Route 53 writes them: lower case, a dot at the end, and characters other than letters, digits, '-', '_' in octal. */
final class DnsNames {

    /** Recognizes IPv6 addresses, so that parsing never resolves a name. */
    private static final Pattern IPV6 = Pattern.compile("[0-9a-f.]*:[0-9a-f:.]*");

    private static final String DUALSTACK = "dualstack.";

    private static final Pattern OCTAL = Pattern.compile("\\\\([0-3][0-7]{2})");
    private static final Pattern NAME =
            Pattern.compile("(\\*\\.)?([a-z0-9_]([-a-z0-9_]{0,61}[a-z0-9_])?\\.)+[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final int MAX_LENGTH = 240;

    /** Maximum length of a name as given: an escaped character takes four. */
    private static final int LONGEST_TEXT = 1_024;

    private static final Pattern ADDRESS_V6 = Pattern.compile("(?=.*:.*:)[0-9a-f:.]{2,45}");

    private DnsNames() {}

    /** {@code \052.Example.com.} as {@code *.example.com}. */
    static String normalized(String name) {
        String decoded = OCTAL.matcher(name)
                .replaceAll(octal ->
                        Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(octal.group(1), 8))));
        String lower = decoded.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** Comparable form of a host name, without the prefix the console adds to an ELB's alias. */
    static String host(String name) {
        String plain = normalized(name);
        return plain.startsWith(DUALSTACK) ? plain.substring(DUALSTACK.length()) : plain;
    }

    /** Form used in IAM policy conditions: characters other than letters, digits, '-', '_' and '.' in octal. */
    static String inPolicy(String name) {
        return normalized(name).replace("*", "\\052");
    }

    /** Comparable form of a name or address: IPv6 addresses have several spellings. */
    static String comparable(String value) {
        String plain = normalized(value);
        if (!IPV6.matcher(plain).matches()) {
            return plain;
        }
        try {
            return InetAddress.getAllByName(plain)[0].getHostAddress();
        } catch (UnknownHostException e) {
            return plain;
        }
    }

    /** Sort key of Route 53: the labels in reverse, each with a dot. */
    static String order(String name) {
        List<String> labels = new ArrayList<>(List.of(normalized(name).split("\\.", -1)));
        Collections.reverse(labels);
        return String.join(".", labels) + ".";
    }

    /** Problem with a name or address as a record's target; empty if there is none. */
    static Optional<String> target(String field, String value) {
        Optional<String> problem = Input.text(field, value, LONGEST_TEXT);
        boolean fits = problem.isEmpty()
                && (NAME.matcher(normalized(value)).matches()
                        || ADDRESS_V6.matcher(normalized(value)).matches());
        return fits
                ? Optional.empty()
                : Optional.of(
                        field + ": " + Wording.quoted(value)
                                + " is not a valid target of a record; give a host name such as blue.elb.example.com, or an IP address");
    }

    static boolean same(String one, String other) {
        return normalized(one).equals(normalized(other));
    }

    /** @throws ConfigurationException if it is not a name with a domain, or too long for the fence's name */
    static String require(String field, String name) {
        Input.requireText(field, name, LONGEST_TEXT);
        String plain = normalized(name);
        if (plain.length() > MAX_LENGTH || !NAME.matcher(plain).matches()) {
            throw new ConfigurationException(field + ": " + Wording.quoted(name)
                    + " is not a host name; give one with its domain, such as api.example.com, of at most " + MAX_LENGTH
                    + " letters, digits, '-', '_' and '.'");
        }
        return plain;
    }
}
