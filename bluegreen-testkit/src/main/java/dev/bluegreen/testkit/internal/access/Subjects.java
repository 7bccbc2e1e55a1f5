package dev.bluegreen.testkit.internal.access;

import dev.bluegreen.testkit.internal.store.Trees;
import java.util.List;
import java.util.Map;

/** Whom a binding names. A service account is also a user of a name made of its own, and a member of two groups. */
final class Subjects {

    private static final String ACCOUNT = "system:serviceaccount:";
    private static final String ACCOUNTS = "system:serviceaccounts";

    private Subjects() {}

    static boolean isServiceAccount(String identity) {
        return identity.startsWith(ACCOUNT);
    }

    /** True if it is this very user that is named, and not a group it belongs to. */
    static boolean namesUser(Map<String, Object> binding, String identity) {
        return Trees.maps(binding, "subjects").stream()
                .anyMatch(subject -> Trees.text(subject, "kind").equals("User")
                        && Trees.text(subject, "name").equals(identity));
    }

    static boolean names(Map<String, Object> binding, String identity) {
        return Trees.maps(binding, "subjects").stream().anyMatch(subject -> is(subject, binding, identity));
    }

    private static boolean is(Map<String, Object> subject, Map<String, Object> binding, String identity) {
        String name = Trees.text(subject, "name");
        return switch (Trees.text(subject, "kind")) {
            case "User" -> name.equals(identity);
            case "Group" -> groups(identity).contains(name);
            case "ServiceAccount" -> (ACCOUNT + namespace(subject, binding) + ":" + name).equals(identity);
            default -> false;
        };
    }

    private static String namespace(Map<String, Object> subject, Map<String, Object> binding) {
        return Trees.string(subject, "namespace").orElse(Trees.text(binding, "metadata", "namespace"));
    }

    private static List<String> groups(String identity) {
        return isServiceAccount(identity)
                ? List.of(ACCOUNTS, ACCOUNTS + ":" + identity.split(":", -1)[2], "system:authenticated")
                : List.of("system:authenticated");
    }
}
