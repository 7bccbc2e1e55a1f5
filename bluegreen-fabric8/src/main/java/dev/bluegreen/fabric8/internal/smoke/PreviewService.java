package dev.bluegreen.fabric8.internal.smoke;

import dev.bluegreen.check.smoke.Preview;
import dev.bluegreen.check.smoke.SmokeContext;
import dev.bluegreen.check.smoke.Tunnel;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.api.Permissions;
import dev.bluegreen.fabric8.internal.api.TransientRetry;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.model.PlatformException.Kind;
import dev.bluegreen.model.ReleaseSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A Service {@code bluegreen-preview-<release>} that selects the idle track for as long as a smoke test runs. The release is locked, so
 * an existing one with our labels is a leftover.
 *
 * @param address function from a Service's name and port to its URI
 */
public record PreviewService(Kube kube, BiFunction<String, Integer, URI> address) implements Preview {

    private static final String PREFIX = "bluegreen-preview-";

    @Override
    public Tunnel open(SmokeContext context, int port) {
        Service desired = service(context, port);
        TransientRetry.of(context, () -> create(desired, context.release()));
        String name = desired.getMetadata().getName();
        return new Open(kube, context, name, address.apply(name, port));
    }

    /** Creates the Service; a leftover, also of an attempt whose response was lost, is replaced. */
    private Service create(Service desired, ReleaseSpec release) {
        try {
            return kube.create(Service.class, desired);
        } catch (PlatformException e) {
            if (e.kind() != Kind.CONFLICT) {
                throw e;
            }
            String name = desired.getMetadata().getName();
            if (!new TemporaryObjects(kube).names(Service.class, release).contains(name)) {
                throw new PlatformException(
                        Kind.INVALID,
                        "preview: Service/" + name + " exists without the labels of a preview of release "
                                + release.name() + "; delete it, or give it another name",
                        e);
            }
            kube.delete(Service.class, name);
            return kube.create(Service.class, desired);
        }
    }

    private static Service service(SmokeContext context, int port) {
        Map<String, String> labels = Map.of(
                MetadataKeys.RELEASE,
                context.release().name(),
                MetadataKeys.PREVIEW,
                context.cutoverId(),
                MetadataKeys.MANAGED_BY,
                MetadataKeys.FIELD_MANAGER);
        return new ServiceBuilder()
                .withNewMetadata()
                .withName(name(context.release()))
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withSelector(context.idle().selector())
                .addNewPort()
                .withName("preview")
                .withPort(port)
                .withNewTargetPort(port)
                .endPort()
                .endSpec()
                .build();
    }

    @Override
    public List<PlannedWrite> writes(ReleaseSpec release) {
        String service = "Service/" + name(release);
        return List.of(
                new PlannedWrite(service, "create", "a preview of the idle track, for a smoke test", false),
                new PlannedWrite(service, "delete", "end the preview", false));
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return Permissions.ofPreview(name(release));
    }

    private static String name(ReleaseSpec release) {
        return ObjectNames.shortened(PREFIX + release.name());
    }

    /** An existing preview, deleted on close. */
    private record Open(Kube kube, SmokeContext context, String name, URI base) implements Tunnel {

        @Override
        public void close() {
            TransientRetry.of(context, () -> {
                kube.delete(Service.class, name);
                return name;
            });
        }
    }
}
