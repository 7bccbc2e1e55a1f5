package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Wording;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks names before they reach a path. */
public final class Names {

    private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    private static final int LONGEST = 63;

    private Names() {}

    /** A DNS label of at most 63 characters, told apart by a hash where that takes some of it away. */
    public static String shortened(String label) {
        if (label.length() <= LONGEST) {
            return label;
        }
        String hash = Integer.toHexString(label.hashCode());
        return label.substring(0, LONGEST - hash.length() - 1) + "-" + hash;
    }

    public static String requireDnsLabel(String field, @Nullable String value) {
        if (value == null || !DNS_LABEL.matcher(value).matches()) {
            throw new ConfigurationException(
                    field + ": " + Wording.quoted(value) + " is not a DNS-1123 label; use lower-case letters,"
                            + " digits and '-', at most 63, starting and ending with a letter or digit");
        }
        return value;
    }
}
