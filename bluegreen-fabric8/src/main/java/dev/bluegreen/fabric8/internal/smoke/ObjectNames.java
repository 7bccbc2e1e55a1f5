package dev.bluegreen.fabric8.internal.smoke;

/** Names of objects that we create. */
final class ObjectNames {

    private static final int LONGEST = 63;

    private ObjectNames() {}

    /** A DNS label of at most 63 characters; a shortened one ends in a hash to stay unique. */
    static String shortened(String label) {
        if (label.length() <= LONGEST) {
            return label;
        }
        String hash = Integer.toHexString(label.hashCode());
        return label.substring(0, LONGEST - hash.length() - 1) + "-" + hash;
    }
}
