package dev.bluegreen.fabric8.internal.api;

/** Resource versions, which are increasing numbers within one resource type. */
public final class ResourceVersions {

    private ResourceVersions() {}

    /** True for the same version, or an earlier one. */
    public static boolean isAtMost(String version, String other) {
        return version.length() < other.length()
                || (version.length() == other.length() && version.compareTo(other) <= 0);
    }
}
