package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.fabric8.internal.api.Marks;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Wording;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Optional;

/** A Service that a release of another name moved last: each has a lock of its own, and neither holds the other off. */
public final class OtherRelease {

    private OtherRelease() {}

    public static Optional<Finding> of(Service service, ReleaseSpec release) {
        return Optional.ofNullable(RouterView.annotations(service).get(Marks.RELEASE))
                .filter(named -> !named.equals(release.name()))
                .map(named -> new Finding(
                        "other-release",
                        Severity.FATAL,
                        RouterView.router(RouterView.name(service)) + " belongs to release " + Wording.quoted(named)
                                + ", as its annotation " + Marks.RELEASE + " says: the lock of " + release.name()
                                + " does not keep that release from moving it",
                        "release it under that name only; if that release is given up, take the annotation off: kubectl"
                                + " annotate service " + RouterView.name(service) + " -n "
                                + service.getMetadata().getNamespace() + " " + Marks.RELEASE + "-"));
    }
}
