package dev.bluegreen.fabric8.internal.smoke;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.ReleaseSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Objects that smoke tests create in a cluster: they carry our labels, and any later operation deletes leftovers. */
record TemporaryObjects(Kube kube) {

    /** Deletes all leftovers of a release's smoke tests. */
    List<String> deleteAll(ReleaseSpec release) {
        List<String> deleted = new ArrayList<>();
        for (String name : names(Service.class, release)) {
            kube.delete(Service.class, name);
            deleted.add("Service/" + name);
        }
        for (String name : jobs(release)) {
            kube.delete(Job.class, name);
            deleted.add("Job/" + name);
        }
        return deleted;
    }

    private List<String> jobs(ReleaseSpec release) {
        try {
            return names(Job.class, release);
        } catch (PlatformException e) {
            if (e.kind() == Kind.FORBIDDEN) {
                // An identity that may not list Jobs has created none.
                return List.of();
            }
            throw e;
        }
    }

    /** The names of a release's temporary objects of a kind. */
    <T extends HasMetadata> List<String> names(Class<T> kind, ReleaseSpec release) {
        return kube.list(kind, Map.of(MetadataKeys.RELEASE, release.name())).stream()
                .map(HasMetadata::getMetadata)
                .filter(meta -> meta.getLabels().containsKey(MetadataKeys.PREVIEW))
                .map(ObjectMeta::getName)
                .toList();
    }
}
