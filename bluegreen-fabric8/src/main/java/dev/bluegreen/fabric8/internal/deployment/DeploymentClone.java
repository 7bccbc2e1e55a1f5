package dev.bluegreen.fabric8.internal.deployment;

import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.rule.LabelSelectors;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.TrackLabels;
import dev.bluegreen.spi.StageRequest;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Deployment of the idle track as a clone of the active one. The Deployment's own labels are not cloned: tools such as
 * Argo CD and Helm use some of them to decide what to prune.
 *
 * @param source the active track's Deployment
 */
record DeploymentClone(StageRequest request, Deployment source) {

    Deployment of(String name, Optional<Deployment> target) {
        Map<String, String> selector = new TreeMap<>(track(Fields.matchLabels(source)));
        target.map(Fields::matchLabels).ifPresent(selector::putAll);
        requireDeterministic(source);
        DeploymentBuilder clone = new DeploymentBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels(request.release().labels().selector(request.track()))
                .addToLabels(MetadataKeys.MANAGED_BY, MetadataKeys.FIELD_MANAGER)
                .addToAnnotations(MetadataKeys.RELEASE, request.release().name())
                .addToAnnotations(adoptedFrom())
                .endMetadata()
                .withSpec(source.getSpec())
                .editSpec()
                .withPaused(false)
                .editTemplate()
                .editOrNewMetadata()
                .addToLabels(selector)
                .endMetadata()
                .endTemplate()
                .endSpec()
                .accept(LabelSelectorBuilder.class, this::retarget)
                .editSpec()
                .withNewSelector()
                .withMatchLabels(target.map(Fields::matchLabels).orElse(selector))
                .endSelector()
                .endSpec();
        return clone.build();
    }

    /** Scheduling rules name the track by its label, too; one of an origin does so where it selects the origin's own pods. */
    private void retarget(LabelSelectorBuilder selector) {
        boolean isOfOthers = isOfOrigin() && !LabelSelectors.selects(selector.build(), Fields.templateLabels(source));
        if (selector.getMatchLabels() != null && !isOfOthers) {
            selector.withMatchLabels(track(selector.getMatchLabels()));
        }
    }

    private Map<String, String> track(Map<String, String> labels) {
        TrackLabels known = request.release().labels();
        String from = known.value(request.track().other());
        Map<String, String> changed = new TreeMap<>(labels);
        if (isOfOrigin()) {
            changed.putAll(known.selector(request.track()));
        } else {
            changed.replace(known.trackKey(), from, known.value(request.track()));
        }
        return changed;
    }

    private boolean isOfOrigin() {
        return request.release().isOrigin(request.track().other());
    }

    private Map<String, String> adoptedFrom() {
        return isOfOrigin()
                ? Map.of(MetadataKeys.ADOPTED_FROM, source.getMetadata().getName())
                : Map.of();
    }

    /** Refuses matchExpressions: one could select the other track's pods. */
    static void requireDeterministic(Deployment deployment) {
        LabelSelector selector = deployment.getSpec().getSelector();
        if (selector.getMatchExpressions() != null
                && !selector.getMatchExpressions().isEmpty()) {
            throw new PlatformException(
                    PlatformException.Kind.INVALID,
                    "Deployment '" + deployment.getMetadata().getName() + "' selects by matchExpressions on "
                            + selector.getMatchExpressions().stream()
                                    .map(LabelSelectorRequirement::getKey)
                                    .toList()
                            + ", which may take the pods of both tracks; use matchLabels only");
        }
    }
}
