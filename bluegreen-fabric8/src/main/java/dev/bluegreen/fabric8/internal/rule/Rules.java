package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.fabric8.internal.template.ConfigReferences;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.Inspection;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All preflight rules. A rule without permission to read its subject yields a finding. Thread-safe. */
public final class Rules {

    private final List<Rule> standard;
    private final List<Rule> thorough;

    /**
     * Rules that use these reads.
     *
     * @param compareConfig true to read contents of ConfigMaps and Secrets
     */
    public Rules(Reads reads, boolean compareConfig) {
        Optional<ConfigContents> contents = compareConfig ? Optional.of(new ConfigContents(reads)) : Optional.empty();
        standard = List.of(new PodAddressRule(reads), new TrafficlessRule());
        thorough = List.of(
                new AutoModeRule(reads),
                new GraceRule(reads),
                new SharedConfigRule(reads, contents),
                new DisruptionRule(reads),
                new ZoneRule(reads),
                new AutoscalerRule(reads),
                new QuotaRule(reads),
                new VolumeRule(reads),
                new AccessRule(reads),
                new ApproverRule(reads));
    }

    /** Permissions to read the ConfigMaps and Secrets of a template. */
    public static Stream<Permission> read(PodSpec template) {
        return ConfigReferences.of(template).values().stream()
                .distinct()
                .map(object -> new Permission("kubernetes", "", object.resource(), Optional.of(object.name()), "get"));
    }

    /** Findings of the rules of this depth, by fresh reads. */
    public List<Finding> check(Inspection inspection) {
        Stream<Rule> rules = inspection.depth() == PreflightDepth.THOROUGH
                ? Stream.concat(standard.stream(), thorough.stream())
                : standard.stream();
        return rules.flatMap(rule -> check(rule, inspection).stream()).toList();
    }

    private static List<Finding> check(Rule rule, Inspection inspection) {
        try {
            return rule.check(inspection);
        } catch (PlatformException error) {
            if (error.kind() != PlatformException.Kind.FORBIDDEN) {
                throw error;
            }
            return List.of(new Finding(
                    "not-checked",
                    rule.unseen(),
                    rule.subject() + " could not be checked: " + error.getMessage(),
                    "allow it, or waive not-checked"));
        }
    }
}
