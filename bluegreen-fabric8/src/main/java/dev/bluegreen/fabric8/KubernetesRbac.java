package dev.bluegreen.fabric8;

import dev.bluegreen.Release;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.api.YamlText;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.result.CutoverPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The least privilege for one plan, switch and rollback, or for all operations of a release, as YAML to apply: a Role, and a
 * ClusterRole if cluster-scoped objects are read ({@code nodes}, by a preflight of depth {@code THOROUGH}).
 * {@code BlueGreen.retireDue} and {@code resumeDue} also require {@code list} on Leases. Immutable.
 *
 * <p>A {@code create} cannot be bound to a name. Who may create Jobs, or create or patch Deployments, runs any pod under any
 * ServiceAccount of the namespace, and so reads its Secrets: {@code docs/permissions.md} has an admission policy that narrows that.
 */
public final class KubernetesRbac {

    private final String release;
    private final List<Permission> permissions;

    private KubernetesRbac(String release, List<Permission> permissions) {
        this.release = release;
        this.permissions = permissions;
    }

    /**
     * The permissions of a plan in its platform's namespace; those on other systems, such as AWS, are left out.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     */
    public static KubernetesRbac of(CutoverPlan plan) {
        Input.given("rbac", plan, "give a CutoverPlan");
        return of(plan.release(), plan.permissions());
    }

    /**
     * The permissions for all operations of a release, stage and retire included, for its objects as they are now.
     *
     * @throws dev.bluegreen.model.ConfigurationException if it is null
     * @throws dev.bluegreen.model.PlatformException if the objects cannot be read
     */
    public static KubernetesRbac of(Release release) {
        Input.given("rbac", release, "give a Release");
        return of(release.name(), release.permissions());
    }

    private static KubernetesRbac of(String release, List<Permission> permissions) {
        return new KubernetesRbac(
                release,
                permissions.stream().filter(Permissions::isOfKubernetes).toList());
    }

    /**
     * The manifest, without a namespace: apply it with {@code kubectl apply -n <namespace> -f -}. A Role for a router of another
     * namespace names that one; then apply it in a context of the release's namespace, without {@code -n}.
     */
    @Override
    public String toString() {
        Stream<String> elsewhere = permissions.stream()
                .flatMap(permission -> Permissions.namespace(permission).stream())
                .distinct()
                .map(namespace -> document(
                        "Role",
                        ", namespace: " + YamlText.plain(namespace),
                        one -> Permissions.namespace(one).equals(Optional.of(namespace))));
        return Stream.of(
                        Stream.of(document(
                                "Role",
                                "",
                                one -> !isOfCluster(one)
                                        && Permissions.namespace(one).isEmpty())),
                        elsewhere,
                        Stream.of(document("ClusterRole", "", KubernetesRbac::isOfCluster)))
                .flatMap(documents -> documents)
                .filter(document -> !document.isEmpty())
                .collect(Collectors.joining("---\n"));
    }

    private static boolean isOfCluster(Permission permission) {
        return Permissions.isOfCluster(permission.resource());
    }

    private String document(String kind, String namespace, Predicate<Permission> chosen) {
        String rules = permissions.stream()
                .filter(chosen)
                .collect(Collectors.groupingBy(
                        Rule::of,
                        LinkedHashMap::new,
                        Collectors.mapping(permission -> YamlText.plain(permission.verb()), Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(KubernetesRbac::line)
                .collect(Collectors.joining());
        return rules.isEmpty() ? "" : """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: %s
                metadata: {name: bluegreen-%s%s}
                rules:
                %s""".formatted(kind, release, namespace, rules);
    }

    private static String line(Map.Entry<Rule, String> rule) {
        return "  - {apiGroups: [" + YamlText.quoted(rule.getKey().group()) + "], resources: ["
                + YamlText.plain(rule.getKey().resource()) + "], verbs: [" + rule.getValue() + "]"
                + rule.getKey()
                        .name()
                        .map(name -> ", resourceNames: [" + YamlText.plain(name) + "]")
                        .orElse("") + "}" + (rule.getKey().isOptional() ? "  # optional" : "") + "\n";
    }

    private record Rule(String group, String resource, Optional<String> name, boolean isOptional) {

        static Rule of(Permission permission) {
            return new Rule(
                    permission.group(), permission.resource(), permission.name(), Permissions.isOptional(permission));
        }
    }
}
