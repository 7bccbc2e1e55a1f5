package dev.bluegreen.fabric8.internal.selector;

import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.service.RouterView;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Finding.Severity;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Wording;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Optional;

/** Finding about a Service last moved by another release: the two have separate locks and do not exclude each other. */
public final class OtherRelease {

    private OtherRelease() {}

    public static Optional<Finding> of(Service service, ReleaseSpec release) {
        return Optional.ofNullable(Fields.annotations(service).get(MetadataKeys.RELEASE))
                .filter(named -> !named.equals(release.name()))
                .map(named -> new Finding(
                        "other-release",
                        Severity.FATAL,
                        RouterView.router(service) + " belongs to release " + Wording.quoted(named)
                                + ", as its annotation " + MetadataKeys.RELEASE + " says: the lock of " + release.name()
                                + " does not keep that release from moving it",
                        "use that release only; if it is abandoned, remove the annotation: kubectl"
                                + " annotate service " + RouterView.name(service) + " -n "
                                + service.getMetadata().getNamespace() + " " + MetadataKeys.RELEASE + "-"));
    }
}
