package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.template.ConfigObject;
import dev.bluegreen.fabric8.internal.template.ConfigReferences;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.Track;
import dev.bluegreen.spi.Inspection;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Configuration that both tracks read: a change made for the new track reaches the old one too, and a rollback then runs old
 * code on new configuration. Compares names; reads contents only if configured.
 *
 * @param contents empty to go by names alone
 */
record SharedConfigRule(Kube kube, Optional<ConfigContents> contents) implements Rule {

    @Override
    public List<Finding> check(Inspection inspection) {
        Optional<PodSpec> blue = Templates.of(kube, inspection, Track.BLUE);
        Optional<PodSpec> green = Templates.of(kube, inspection, Track.GREEN);
        return blue.isPresent() && green.isPresent()
                ? compare(ConfigReferences.of(blue.get()), ConfigReferences.of(green.get()))
                : List.of();
    }

    private List<Finding> compare(Map<String, ConfigObject> blue, Map<String, ConfigObject> green) {
        Set<String> shared = new TreeSet<>();
        blue.values().stream()
                .filter(green::containsValue)
                .filter(this::mayChange)
                .forEach(object -> shared.add(object.toString()));
        List<Finding> findings = new ArrayList<>();
        if (!shared.isEmpty()) {
            findings.add(shared(shared));
        }
        contents.ifPresent(known -> blue.forEach((place, object) -> {
            ConfigObject other = green.getOrDefault(place, object);
            if (!other.equals(object) && !known.of(object).equals(known.of(other))) {
                findings.add(differs(place, object, other));
            }
        }));
        return findings;
    }

    private boolean mayChange(ConfigObject object) {
        return contents.flatMap(known -> known.of(object))
                .map(content -> !content.immutable())
                .orElse(true);
    }

    private static Finding shared(Set<String> names) {
        return new Finding(
                "shared-config",
                Severity.INFO,
                "both tracks read " + String.join(", ", names)
                        + ": a change for one reaches the other, and going back does not undo it",
                "give each version its own, under a different name and with immutable: true");
    }

    private static Finding differs(String place, ConfigObject blue, ConfigObject green) {
        return new Finding(
                "config-differs",
                Severity.INFO,
                place + ": BLUE reads " + blue + ", GREEN reads " + green + ", and their contents differ",
                "check that the difference is intended");
    }
}
