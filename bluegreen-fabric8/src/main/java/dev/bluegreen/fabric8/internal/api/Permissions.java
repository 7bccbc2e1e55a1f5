package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.check.Access;
import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.RetireBy;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Permissions that our requests require; {@code RbacTest} runs a cutover with exactly these, and without each of them. */
public final class Permissions {

    public static final String SYSTEM = "kubernetes";

    static final String ARGO = "argoproj.io";

    private static final String EVENTS = "events.k8s.io";
    private static final String ELSEWHERE = SYSTEM + "/";

    private static final Set<String> OF_CLUSTER = Set.of("nodes", "ingressclasses");

    private Permissions() {}

    /** True for cluster-scoped resources, which need a ClusterRole. */
    public static boolean isOfCluster(String resource) {
        return OF_CLUSTER.contains(resource);
    }

    /** True if Kubernetes grants it. */
    public static boolean isOfKubernetes(Permission permission) {
        return permission.system().equals(SYSTEM) || permission.system().startsWith(ELSEWHERE);
    }

    /** The namespace that a permission is for, if it is another one than the platform's. */
    public static Optional<String> namespace(Permission permission) {
        return Optional.of(permission.system())
                .filter(system -> system.startsWith(ELSEWHERE))
                .map(system -> system.substring(ELSEWHERE.length()));
    }

    /** The same permissions in another namespace than the platform's. */
    public static List<Permission> in(String namespace, List<Permission> permissions) {
        return permissions.stream()
                .map(one -> new Permission(ELSEWHERE + namespace, one.group(), one.resource(), one.name(), one.verb()))
                .toList();
    }

    /** Permissions of any cutover: workloads, discovery, watches, the record, and preflight rules. */
    public static List<Permission> ofCutover(String lease, PreflightDepth depth) {
        return Stream.of(
                        all("apps", "deployments", "get", "list", "watch"),
                        all("", "pods", "list", "watch"),
                        all("", "services", "list", "watch"),
                        all("discovery.k8s.io", "endpointslices", "list", "watch"),
                        all("coordination.k8s.io", "leases", "create"),
                        one("coordination.k8s.io", "leases", lease, "get", "update"),
                        all("networking.k8s.io", "ingresses", "list"),
                        all("elbv2.k8s.aws", "targetgroupbindings", "list"),
                        depth == PreflightDepth.THOROUGH ? thorough() : Stream.<Permission>empty())
                .flatMap(permissions -> permissions)
                .toList();
    }

    /** Permissions to look at what else selects the pods of an app that is to be adopted. */
    public static Stream<Permission> ofAdoption() {
        return all("networking.k8s.io", "networkpolicies", "list");
    }

    /** Permissions of smoke tests. */
    public static List<Permission> ofTests(Set<Access> uses) {
        return uses.stream().sorted().flatMap(Permissions::ofAccess).toList();
    }

    private static Stream<Permission> ofAccess(Access access) {
        return switch (access) {
            // Over a WebSocket it is a GET; newer API servers also require create.
            case TUNNEL -> all("", "pods/portforward", "create", "get");
            case LOG -> all("", "pods/log", "get");
        };
    }

    /** Permissions of a preview Service; RBAC cannot restrict create to a name. */
    public static List<Permission> ofPreview(String service) {
        return Stream.concat(all("", "services", "create"), one("", "services", service, "delete"))
                .toList();
    }

    /** Permissions to read and watch an approval; RBAC can restrict a watch with a field selector to a name. */
    public static List<Permission> ofApproval(String configMap) {
        return one("", "configmaps", configMap, "get", "list", "watch").toList();
    }

    /** Permissions to read a notice of the namespace, such as its change windows. */
    public static List<Permission> ofNotice(String configMap) {
        return one("", "configmaps", configMap, "get").toList();
    }

    /** Permissions to read Events of load balancers. */
    public static List<Permission> ofEvents() {
        return all("", "events", "list").toList();
    }

    /** Permissions to create Events, which no operation depends on. */
    public static List<Permission> ofEventCreation() {
        return all(EVENTS, "events", "create").toList();
    }

    /** The permission to read the Application of Argo CD that an object belongs to. */
    static Permission ofApplication(String namespace, String name) {
        return new Permission(ELSEWHERE + namespace, ARGO, "applications", Optional.of(name), "get");
    }

    /** The permission to read the flags of the AWS Load Balancer Controller. */
    public static Permission ofController(String namespace, String name) {
        return new Permission(ELSEWHERE + namespace, "apps", "deployments", Optional.of(name), "get");
    }

    /** True for a permission without which an operation does all that it was asked for: a finding may know less. */
    public static boolean isOptional(Permission permission) {
        boolean isController = permission.resource().equals("deployments")
                && namespace(permission).isPresent();
        return isController
                || permission.group().equals(EVENTS)
                || permission.group().equals(ARGO);
    }

    /** Permissions to watch Events; RBAC cannot restrict these to an object. */
    public static List<Permission> ofEventWatch() {
        return all("", "events", "list", "watch").toList();
    }

    /** Permissions to read the classes of Ingresses, which are cluster-scoped. */
    public static List<Permission> ofIngressClasses() {
        return all("networking.k8s.io", "ingressclasses", "list").toList();
    }

    /** Permissions to move an object that keeps weights. */
    public static List<Permission> ofWeights(ObjectKind kind, String name) {
        return one(kind.group(), kind.plural(), name, "get", "list", "watch", "patch")
                .toList();
    }

    /** Permissions to find out how the proxies of a mesh see a VirtualService: subsets, gateways, the mode of the namespace. */
    public static List<Permission> ofMesh(String group, String namespace) {
        return Stream.of(
                        all(group, "destinationrules", "list", "watch"),
                        all(group, "gateways", "get"),
                        one("", "namespaces", namespace, "get"))
                .flatMap(permissions -> permissions)
                .toList();
    }

    /** Permissions to find other routes to the same Services. */
    public static List<Permission> ofRoutes(ObjectKind kind) {
        return all(kind.group(), kind.plural(), "list").toList();
    }

    /** Permissions to read the Services that it names; any, where these are not known. */
    public static List<Permission> ofBackends(Collection<String> services) {
        return services.isEmpty()
                ? all("", "services", "get").toList()
                : services.stream()
                        .sorted()
                        .flatMap(service -> one("", "services", service, "get"))
                        .toList();
    }

    /** Permissions of a Job, whose name varies. */
    public static List<Permission> ofJob() {
        return Stream.concat(all("batch", "jobs", "create", "get", "list", "delete"), all("", "pods/log", "get"))
                .toList();
    }

    /** Permissions to move a Service. */
    public static List<Permission> ofService(String service) {
        return one("", "services", service, "get", "patch").toList();
    }

    /** Permissions to move a Service by two writes: load balancers are looked for before the first. */
    public static List<Permission> ofWidening(String service) {
        return Stream.of(
                        ofService(service).stream(),
                        all("networking.k8s.io", "ingresses", "list"),
                        all("elbv2.k8s.aws", "targetgroupbindings", "list"),
                        all("eks.amazonaws.com", "targetgroupbindings", "list"))
                .flatMap(permissions -> permissions)
                .toList();
    }

    /** Permissions to stage, diagnose and retire Deployments. */
    public static List<Permission> ofStacks(List<String> deployments, RetireBy by) {
        String[] verbs = by == RetireBy.DELETION ? new String[] {"patch", "delete"} : new String[] {"patch"};
        return Stream.of(
                        all("apps", "deployments", "create"),
                        deployments.stream().flatMap(name -> one("apps", "deployments", name, verbs)),
                        all("", "pods/log", "get"))
                .flatMap(permissions -> permissions)
                .toList();
    }

    /** Permissions to scale a Deployment and pin its autoscaler. */
    public static List<Permission> ofScaling(String deployment, Optional<String> autoscaler) {
        return Stream.of(
                        one("apps", "deployments", deployment, "patch"),
                        all("autoscaling", "horizontalpodautoscalers", "list"),
                        autoscaler.stream()
                                .flatMap(name -> one("autoscaling", "horizontalpodautoscalers", name, "patch")))
                .flatMap(permissions -> permissions)
                .toList();
    }

    private static Stream<Permission> thorough() {
        return Stream.of(
                        all("eks.amazonaws.com", "targetgroupbindings", "list"),
                        all("policy", "poddisruptionbudgets", "list"),
                        all("", "resourcequotas", "list"),
                        all("", "persistentvolumeclaims", "get"),
                        all("autoscaling", "horizontalpodautoscalers", "list"),
                        all("", "nodes", "list"))
                .flatMap(permissions -> permissions);
    }

    private static Stream<Permission> all(String group, String resource, String... verbs) {
        return Stream.of(verbs).map(verb -> new Permission(SYSTEM, group, resource, Optional.empty(), verb));
    }

    private static Stream<Permission> one(String group, String resource, String name, String... verbs) {
        return Stream.of(verbs).map(verb -> new Permission(SYSTEM, group, resource, Optional.of(name), verb));
    }
}
