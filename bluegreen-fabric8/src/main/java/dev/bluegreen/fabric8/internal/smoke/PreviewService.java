package dev.bluegreen.fabric8.internal.smoke;

import dev.bluegreen.check.smoke.Preview;
import dev.bluegreen.check.smoke.SmokeContext;
import dev.bluegreen.check.smoke.Tunnel;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.fabric8.internal.api.Marks;
import dev.bluegreen.fabric8.internal.api.ObjectNames;
import dev.bluegreen.fabric8.internal.api.Patience;
import dev.bluegreen.fabric8.internal.api.Permissions;
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
 * A Service {@code bluegreen-preview-<release>} that selects the idle track for as long as a smoke test runs. There is one
 * for each release, because the release is locked: what has its name and our labels is a leftover.
 *
 * @param address where a port of a Service is reached from here, by the Service's name and the port
 */
public record PreviewService(TemporaryObjects objects, BiFunction<String, Integer, URI> address) implements Preview {

    private static final String PREFIX = "bluegreen-preview-";

    @Override
    public Tunnel open(SmokeContext context, int port) {
        Service wanted = service(context, port);
        Patience.of(context, () -> create(wanted, context.release()));
        String name = wanted.getMetadata().getName();
        return new Open(objects, context, name, address.apply(name, port));
    }

    /** An answer that was lost may leave it behind, which then is in the way of the second attempt like any other. */
    private Service create(Service wanted, ReleaseSpec release) {
        try {
            return objects.create(wanted);
        } catch (PlatformException e) {
            if (e.kind() != Kind.CONFLICT) {
                throw e;
            }
            String name = wanted.getMetadata().getName();
            if (!objects.services(release).contains(name)) {
                throw new PlatformException(
                        Kind.INVALID,
                        "preview: Service/" + name + " is there and does not carry the labels of a preview of release "
                                + release.name() + "; delete it, or give it another name",
                        e);
            }
            objects.deleteService(name);
            return objects.create(wanted);
        }
    }

    private static Service service(SmokeContext context, int port) {
        Map<String, String> labels = Map.of(
                Marks.RELEASE,
                context.release().name(),
                Marks.PREVIEW,
                context.cutoverId(),
                Marks.MANAGED_BY,
                Marks.FIELD_MANAGER);
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

    /** A preview that is there. */
    private record Open(TemporaryObjects objects, SmokeContext context, String name, URI base) implements Tunnel {

        @Override
        public void close() {
            Patience.of(context, () -> {
                objects.deleteService(name);
                return name;
            });
        }
    }
}
