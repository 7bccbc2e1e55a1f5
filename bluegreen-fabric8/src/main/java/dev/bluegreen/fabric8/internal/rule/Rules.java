package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.MissingKinds;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.template.ConfigReferences;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.spi.Inspection;
import dev.bluegreen.spi.Time;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** All preflight rules. A rule without permission to read its subject yields a finding. Thread-safe. */
public final class Rules {

    private final Time time;
    private final PodAddressRule podAddresses;
    private final List<Subject> thorough;

    /**
     * Rules that read from this namespace.
     *
     * @param compareConfig true to read contents of ConfigMaps and Secrets
     */
    public Rules(Kube kube, boolean compareConfig, Time time) {
        this.time = time;
        MissingKinds missing = new MissingKinds(time);
        podAddresses = PodAddressRule.of(kube, missing);
        Optional<ConfigContents> contents = compareConfig ? Optional.of(new ConfigContents(kube)) : Optional.empty();
        thorough = List.of(
                new Subject(
                        "TargetGroupBindings of EKS Auto Mode",
                        new TargetGroupBindings(kube, missing, "eks.amazonaws.com", "v1")),
                new Subject("preStop hooks and termination grace", new GraceRule(kube)),
                new Subject("configuration that both tracks share", new SharedConfigRule(kube, contents)),
                new Subject("PodDisruptionBudgets", new DisruptionRule(kube)),
                new Subject("the zones of the pods", new ZoneRule(kube)),
                new Subject("autoscalers", new AutoscalerRule(kube)),
                new Subject("resource quotas", new QuotaRule(kube)),
                new Subject("persistent volume claims", new VolumeRule(kube)),
                new Subject("the permissions of the cutover", new AccessRule(kube)),
                new Subject("the permission to write what is reserved to people", new ReservedRule(kube)));
    }

    /**
     * The subject of a rule.
     *
     * @param unchecked severity if it cannot be checked
     */
    private record Subject(String name, Severity unchecked, Rule rule) {

        Subject(String name, Rule rule) {
            this(name, Severity.INFO, rule);
        }
    }

    /** Findings about two tracks that are to have one template: whether there is room for both, and volumes for both. */
    public static List<Finding> ofTwins(Kube kube, Inspection twins) {
        Stream<Subject> subjects = Stream.of(
                new Subject("resource quotas", Severity.WARNING, new QuotaRule(kube)),
                new Subject("persistent volume claims", Severity.WARNING, new VolumeRule(kube)));
        return subjects.flatMap(subject -> check(subject, twins).stream()).toList();
    }

    /** Permissions to read the ConfigMaps and Secrets of a template. */
    public static Stream<Permission> read(PodSpec template) {
        return ConfigReferences.of(template).values().stream()
                .distinct()
                .map(object ->
                        new Permission(Permissions.SYSTEM, "", object.resource(), Optional.of(object.name()), "get"));
    }

    /**
     * The rules, of which the one of each cutover has read what it needs.
     *
     * @param routers names of the routers that are moved; empty if they are not known yet
     */
    public Function<Inspection, List<Finding>> ahead(List<String> routers) {
        PodAddressRule rule = Routers.mayBeServices(routers) ? podAddresses.ahead(time) : podAddresses;
        return inspection -> check(inspection, rule);
    }

    /** Findings of the rules of this depth, by fresh reads. */
    public List<Finding> check(Inspection inspection) {
        return check(inspection, podAddresses);
    }

    private List<Finding> check(Inspection inspection, PodAddressRule first) {
        Stream<Subject> standard = Stream.of(
                new Subject("load balancers that send to pod addresses", Severity.WARNING, first),
                new Subject("ports of the target", new TrafficlessRule()));
        Stream<Subject> subjects =
                inspection.depth() == PreflightDepth.THOROUGH ? Stream.concat(standard, thorough.stream()) : standard;
        return subjects.flatMap(subject -> check(subject, inspection).stream()).toList();
    }

    private static List<Finding> check(Subject subject, Inspection inspection) {
        try {
            return subject.rule().check(inspection);
        } catch (PlatformException error) {
            if (error.kind() != Kind.FORBIDDEN) {
                throw error;
            }
            return List.of(new Finding(
                    "not-checked",
                    subject.unchecked(),
                    subject.name() + " could not be checked: " + error.getMessage(),
                    "allow it, or waive not-checked"));
        }
    }
}
