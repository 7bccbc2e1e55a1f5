package dev.bluegreen.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name rules of Kubernetes, checked before a name reaches a path, a selector or a patch. */
public final class Names {

    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern LABEL_NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final Pattern DNS_SUBDOMAIN =
            Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final int MAX_SUBDOMAIN = 253;

    private Names() {}

    /**
     * Checks a DNS-1123 label, such as the name of a Service.
     *
     * @param field the setting, for the message
     * @return the value
     * @throws ConfigurationException if it is not one
     */
    public static String requireDnsLabel(String field, @Nullable String value) {
        if (value == null || !DNS_LABEL.matcher(value).matches()) {
            throw new ConfigurationException(
                    field + ": " + Wording.quoted(value) + " is not a DNS-1123 label; use lower-case letters,"
                            + " digits and '-', at most 63, starting and ending with a letter or digit");
        }
        return value;
    }

    /**
     * Checks the name of an object: a DNS-1123 subdomain.
     *
     * @param field the setting, for the message
     * @throws ConfigurationException if it is not one
     */
    public static void requireObjectName(String field, @Nullable String value) {
        if (value == null
                || value.length() > MAX_SUBDOMAIN
                || !DNS_SUBDOMAIN.matcher(value).matches()) {
            throw new ConfigurationException(
                    field + ": " + Wording.quoted(value) + " is not a Kubernetes object name; use lower-case"
                            + " letters, digits, '-' and '.', at most 253, starting and ending with a letter or digit");
        }
    }

    static void requireLabelValue(String field, @Nullable String value) {
        if (value == null || !LABEL_NAME.matcher(value).matches()) {
            throw new ConfigurationException(
                    field + ": " + Wording.quoted(value) + " is not a label value; use letters, digits, '-', '_'"
                            + " and '.', 1 to 63, starting and ending with a letter or digit");
        }
    }

    /**
     * Checks the key of a label: {@code [dns-prefix/]name}.
     *
     * @param field the setting, for the message
     * @throws ConfigurationException if it is not one
     */
    public static void requireLabelKey(String field, @Nullable String key) {
        if (key == null || !isLabelKey(key)) {
            throw new ConfigurationException(
                    field + ": " + Wording.quoted(key) + " is not a label key; use [dns-prefix/]name"
                            + " with letters, digits, '-', '_' and '.' in the name, at most 63");
        }
    }

    private static boolean isLabelKey(String key) {
        int slash = key.indexOf('/');
        String prefix = key.substring(0, Math.max(0, slash));
        boolean prefixFits = slash < 0
                || (prefix.length() <= MAX_SUBDOMAIN
                        && DNS_SUBDOMAIN.matcher(prefix).matches());
        return prefixFits && LABEL_NAME.matcher(key.substring(slash + 1)).matches();
    }
}
