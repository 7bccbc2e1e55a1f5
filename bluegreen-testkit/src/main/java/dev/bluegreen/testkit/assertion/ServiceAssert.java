package dev.bluegreen.testkit.assertion;

import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.FakeService;
import dev.bluegreen.testkit.internal.Given;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;

/** Assertions about the destinations of a Service's connections. */
public final class ServiceAssert extends AbstractAssert<ServiceAssert, FakeService> {

    ServiceAssert(FakeService actual) {
        super(actual, ServiceAssert.class);
    }

    /** New connections go to pods labelled {@code blue} or {@code green}, and to no others. */
    public ServiceAssert to(Track track) {
        return toTrackLabelled(Given.any("track", track).name().toLowerCase(Locale.ROOT));
    }

    /** New connections go to pods with this value of the track label, and to no others. */
    public ServiceAssert toTrackLabelled(String value) {
        Given.labelValue("track", value);
        isNotNull();
        Map<String, Long> backends = actual.backendsByTrack();
        if (!backends.keySet().equals(Set.of(value))) {
            throw failure("expected new connections to go to track %s only, but pods by track are %s", value, backends);
        }
        return this;
    }

    /** New connections go to this number of pods. */
    public ServiceAssert hasBackends(int pods) {
        Given.between("hasBackends", pods, 0, Integer.MAX_VALUE);
        isNotNull();
        if (actual.backends().size() != pods) {
            throw failure("expected %s backends, but there are %s", pods, actual.backends());
        }
        return this;
    }
}
