package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.laws.Fact;
import dev.bluegreen.model.Track;
import dev.bluegreen.testkit.internal.dataplane.Backend;
import dev.bluegreen.testkit.internal.dataplane.ServiceAddress;
import dev.bluegreen.testkit.internal.dataplane.ServiceView;
import dev.bluegreen.testkit.internal.store.Trees;
import dev.bluegreen.testkit.request.ObjectChange;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Follows what new connections to each port of each Service reach, as the nodes of the fake cluster read it. Not thread-safe. */
final class PortCarriers {

    private static final String SERVICE_NAME = "kubernetes.io/service-name";
    private static final String ACTION = "service.beta.kubernetes.io/actions.";

    private final Map<String, Map<String, Object>> services = new TreeMap<>();
    private final Map<String, Map<String, Object>> slices = new TreeMap<>();
    private final Map<String, Track> tracks = new HashMap<>();
    private final Map<String, Fact.Carries> now = new TreeMap<>();

    /** The ports that reach something else now. */
    List<Fact.Carries> changed(ObjectChange change) {
        return switch (change.resource()) {
            case "pods" -> pod(change);
            case "services" -> keep(services, change, change.name());
            case "endpointslices" -> keep(slices, change, service(change));
            default -> List.of();
        };
    }

    /** All ports as they are. */
    List<Fact.Carries> now() {
        return List.copyOf(now.values());
    }

    private List<Fact.Carries> pod(ObjectChange change) {
        String address = Trees.text(change.after(), "status", "podIP");
        Optional<Track> track = SceneHistory.track(Trees.text(change.after(), "metadata", "labels", "track"));
        track.filter(any -> !address.isEmpty()).ifPresent(known -> tracks.put(address, known));
        return List.of();
    }

    private List<Fact.Carries> keep(Map<String, Map<String, Object>> kept, ObjectChange change, String service) {
        if (change.after() == null) {
            kept.remove(change.name());
        } else {
            kept.put(change.name(), change.after());
        }
        Map<String, Object> tree = services.get(service);
        return tree == null || isDivided(tree) ? List.of() : carriers(service, tree);
    }

    /** True if the load balancer of a Service divides what comes, whatever its own pods are. */
    private static boolean isDivided(Map<String, Object> service) {
        return Trees.map(service, "metadata", "annotations").keySet().stream().anyMatch(key -> key.startsWith(ACTION));
    }

    private static String service(ObjectChange slice) {
        String now = Trees.text(slice.after(), "metadata", "labels", SERVICE_NAME);
        return now.isEmpty() ? Trees.text(slice.before(), "metadata", "labels", SERVICE_NAME) : now;
    }

    private List<Fact.Carries> carriers(String service, Map<String, Object> tree) {
        List<Map<String, Object>> own = slices.values().stream()
                .filter(slice -> service.equals(Trees.text(slice, "metadata", "labels", SERVICE_NAME)))
                .toList();
        List<Fact.Carries> different = new ArrayList<>();
        new ServiceView(0, tree, own).backends().forEach((address, backends) -> {
            Fact.Carries carries = carries(service, address, backends);
            if (!carries.equals(now.put(carries.router() + " " + carries.port(), carries))) {
                different.add(carries);
            }
        });
        return different;
    }

    private Fact.Carries carries(String service, ServiceAddress address, List<Backend> backends) {
        Set<Track> reached = EnumSet.noneOf(Track.class);
        boolean elsewhere = false;
        for (Backend backend : backends) {
            Track track = tracks.get(backend.ip());
            elsewhere |= track == null;
            Optional.ofNullable(track).ifPresent(reached::add);
        }
        String port = address.family() + " port " + address.port() + " (" + address.protocol() + ")";
        return new Fact.Carries("Service/" + service, port, reached, elsewhere);
    }
}
