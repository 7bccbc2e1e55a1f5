package dev.bluegreen.fabric8.internal.gateway;

import dev.bluegreen.check.smoke.Preview;
import dev.bluegreen.check.smoke.SmokeContext;
import dev.bluegreen.check.smoke.Tunnel;
import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.fabric8.internal.gateway.RouteTree.Rule;
import dev.bluegreen.fabric8.internal.weights.TrackServices;
import dev.bluegreen.fabric8.internal.weights.WeightedObject;
import dev.bluegreen.fabric8.internal.weights.WeightedObject.Read;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The idle track through a gateway, by a rule of the route that sends requests with certain headers to it alone.
 *
 * @param gateway address of the gateway, without a path
 */
public record HeaderPreview(URI gateway, WeightedObject object, Function<ReleaseSpec, List<Permission>> needs)
        implements Preview {

    @Override
    public Tunnel open(SmokeContext context, int port) {
        Read read = object.read(context.release());
        RouteTree tree =
                RouteTree.of(object.kind().kind(), read.object(), object.kube().namespace());
        Track idle = context.idle().track();
        Map<String, String> headers = tree.rules().stream()
                .filter(rule -> leadsTo(idle, rule, read.services()))
                .flatMap(rule -> rule.matches().flatMap(match -> headers(match).stream()))
                .findFirst()
                .orElseThrow(() -> tree.invalid("no rule sends requests with a certain header to " + idle
                        + " alone; add one with matches[].headers of type Exact and the Service of " + idle
                        + " as its only backend"));
        return new Through(gateway, headers);
    }

    private static boolean leadsTo(Track idle, Rule rule, TrackServices services) {
        return !rule.backends().isEmpty()
                && rule.backends().stream()
                        .allMatch(backend -> backend.local()
                                && services.track(backend.service()).equals(Optional.of(idle)));
    }

    /** The headers of a match; empty if it has none, or one that is not exact. */
    private static Optional<Map<String, String>> headers(Object match) {
        Map<String, String> headers = new TreeMap<>();
        boolean isExact = RouteTree.list(match, "headers").allMatch(header -> {
            headers.put(
                    RouteTree.text(header, "name").orElse(""),
                    RouteTree.text(header, "value").orElse(""));
            return RouteTree.text(header, "type").orElse("Exact").equals("Exact");
        });
        return headers.isEmpty() || !isExact ? Optional.empty() : Optional.of(headers);
    }

    @Override
    public boolean asksForPort() {
        return false;
    }

    @Override
    public List<PlannedWrite> writes(ReleaseSpec release) {
        return List.of();
    }

    @Override
    public List<Permission> permissions(ReleaseSpec release) {
        return needs.apply(release);
    }

    /** Nothing was opened. */
    private record Through(URI base, Map<String, String> headers) implements Tunnel {

        @Override
        public void close() {}
    }
}
