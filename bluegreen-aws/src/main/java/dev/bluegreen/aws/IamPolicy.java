package dev.bluegreen.aws;

import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.result.CutoverPlan;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The least privilege on AWS for the identity that runs a cutover, as an IAM policy document. Read actions that AWS cannot
 * restrict have the resource {@code *}. Immutable.
 */
public record IamPolicy(List<Permission> permissions) {

    private static final String RECORD_NAMES = "route53:ChangeResourceRecordSetsNormalizedRecordNames";

    /** Keeps the permissions of AWS. */
    public IamPolicy {
        permissions = Input.given("permissions", permissions, "give the permissions of a plan").stream()
                .map(permission -> Input.given("permissions", permission, "give no null among them"))
                .filter(permission -> permission.system().equals("aws"))
                .distinct()
                .toList();
    }

    /** The policy that this plan requires. */
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
        String condition = names.isEmpty()
                ? ""
                : ",\n      \"Condition\": {\"ForAllValues:StringEquals\": {" + quoted(RECORD_NAMES) + ": "
                        + list(names) + "}}";
        List<String> actions =
                together.stream().map(IamPolicy::action).distinct().sorted().toList();
        return "    {\n      \"Effect\": \"Allow\",\n      \"Action\": " + list(actions) + ",\n      \"Resource\": "
                + quoted(together.get(0).resource()) + condition + "\n    }";
    }

    private static String action(Permission permission) {
        return permission.group() + ":" + permission.verb();
    }

    private static String list(Collection<String> values) {
        return values.stream().map(IamPolicy::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
