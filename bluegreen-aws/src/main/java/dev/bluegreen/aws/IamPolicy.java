package dev.bluegreen.aws;

import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.result.CutoverPlan;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The least privilege on AWS for the identity that runs a cutover, as an IAM policy document. Read actions that AWS cannot
 * restrict have the resource {@code *}. Immutable.
 */
public record IamPolicy(List<Permission> permissions) {

    private static final String RECORD_NAMES = "route53:ChangeResourceRecordSetsNormalizedRecordNames";
    private static final int WIDTH = 139;

    /** Keeps the permissions of AWS. */
    public IamPolicy {
        permissions = Input.given("permissions", permissions, "give the permissions of a plan").stream()
                .map(permission -> Input.given("permissions", permission, "give no null among them"))
                .filter(permission -> permission.system().equals("aws"))
                .distinct()
                .toList();
    }

    /**
     * The policy that this plan requires.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public static IamPolicy of(CutoverPlan plan) {
        return new IamPolicy(
                Input.given("iamPolicy", plan, "give a CutoverPlan").permissions());
    }

    /** The policy as JSON, ready to attach to a role or user. */
    public String json() {
        Map<String, List<Permission>> byStatement = permissions.stream()
                .collect(Collectors.groupingBy(IamPolicy::statementKey, TreeMap::new, Collectors.toList()));
        return byStatement.values().stream()
                .map(IamPolicy::statement)
                .collect(Collectors.joining(
                        ",\n", "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n", "\n  ]\n}\n"));
    }

    /** Equal to {@link #json()}. */
    @Override
    public String toString() {
        return json();
    }

    /** Permissions with a condition get a separate statement. */
    private static String statementKey(Permission permission) {
        return permission.resource() + " " + (permission.name().isPresent() ? action(permission) : "");
    }

    private static String statement(List<Permission> together) {
        List<String> names = together.stream()
                .map(Permission::name)
                .flatMap(Optional::stream)
                .distinct()
                .sorted()
                .toList();
        List<String> actions =
                together.stream().map(IamPolicy::action).distinct().sorted().toList();
        String resource = together.get(0).resource();
        return "    {\n      \"Effect\": \"Allow\",\n"
                + fitting("      \"Action\": " + list(actions), () -> "      \"Action\": " + lines(actions, "      "))
                + ",\n"
                + fitting(
                        "      \"Resource\": " + quoted(resource),
                        () -> "      \"Resource\": " + lines(List.of(resource), "      "))
                + (names.isEmpty() ? "" : ",\n" + condition(names)) + "\n    }";
    }

    private static String condition(List<String> names) {
        String key = quoted(RECORD_NAMES) + ": ";
        return fitting(
                "      \"Condition\": {\"ForAllValues:StringEquals\": {" + key + list(names) + "}}",
                () -> "      \"Condition\": {\n        \"ForAllValues:StringEquals\": {\n          " + key
                        + lines(names, "          ") + "\n        }\n      }");
    }

    /** One line, or several where that is too long to read. */
    private static String fitting(String line, Supplier<String> lines) {
        return line.length() <= WIDTH ? line : lines.get();
    }

    private static String action(Permission permission) {
        return permission.group() + ":" + permission.verb();
    }

    private static String list(Collection<String> values) {
        return values.stream().map(IamPolicy::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String lines(Collection<String> values, String indent) {
        return values.stream()
                .map(value -> "\n" + indent + "  " + quoted(value))
                .collect(Collectors.joining(",", "[", "\n" + indent + "]"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
