package dev.bluegreen.fabric8.internal.weights;

import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.fabric8.internal.watch.NamespaceWatch;
import dev.bluegreen.fabric8.internal.watch.ObjectWatch;
import dev.bluegreen.spi.Time;
import java.time.Duration;
import java.util.Optional;

/** What a router of weights is made of. */
public record WeightedParts(
        NamespaceWatch watch, Time time, WeightedObject object, RouterContext context, Settings settings) {

    /**
     * Settings of any such router.
     *
     * @param settleBound how long the data plane may act on old weights
     */
    public record Settings(Duration settleBound, Optional<HopVerifier> verifier) {

        /** The same with another bound. */
        public Settings settlingWithin(Duration bound) {
            return new Settings(bound, verifier);
        }

        /** The same with a verifier. */
        public Settings verifiedBy(HopVerifier given) {
            return new Settings(settleBound, Optional.of(given));
        }
    }

    /** The watch of what is beside the object; empty if nothing is. */
    Optional<ObjectWatch> besides() {
        return object.kind().beside().map(watch::objects);
    }

    /** The watch of the object. */
    public ObjectWatch watched() {
        return watch.object(object.kind().kind(), object.namespace(), object.name());
    }
}
