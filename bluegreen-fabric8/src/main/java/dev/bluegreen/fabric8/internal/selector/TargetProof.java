package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.fabric8.internal.world.TargetGate;
import dev.bluegreen.model.Evidence;
import dev.bluegreen.model.Wording;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Proof that the pods of a track are healthy targets of load balancers, by their readiness gates.
 *
 * @param service the widened Service as watched, which names the gates
 * @param pods the ready pods of the track
 * @param applied when it was widened, if it does not say
 */
record TargetProof(Service service, List<Pod> pods, Instant applied) {

    private static final String KIND = "targets";

    Stream<Evidence> of(int required) {
        String bindings = Fields.annotations(service).getOrDefault(MetadataKeys.WIDENED, "");
        return Arrays.stream(bindings.split(",", -1))
                .filter(name -> !name.isEmpty())
                .map(name -> of(new TargetGate(name), required));
    }

    private Evidence of(TargetGate gate, int required) {
        Instant since = widened();
        long healthy =
                pods.stream().filter(pod -> gate.isPassedSince(pod, since)).count();
        String sentence = healthy + " of " + pods.size() + " ready pods are healthy targets of TargetGroupBinding/"
                + gate.binding() + " since " + Wording.of(since) + ", by their readiness gates";
        String hop = RouterView.router(service);
        return healthy >= required && healthy == pods.size()
                ? Evidence.confirmed(KIND, hop, sentence)
                : Evidence.missing(KIND, hop, sentence);
    }

    /** By the clock of the process that widened it: a fence rewrites the Service later. */
    private Instant widened() {
        try {
            return Instant.parse(Fields.annotations(service).getOrDefault(MetadataKeys.SWITCHED_AT, ""));
        } catch (DateTimeException e) {
            return applied;
        }
    }
}
