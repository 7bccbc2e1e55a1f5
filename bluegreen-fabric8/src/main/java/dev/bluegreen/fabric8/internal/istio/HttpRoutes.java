package dev.bluegreen.fabric8.internal.istio;

import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.PlatformException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The routes of a VirtualService as a tree. */
record HttpRoutes(String router, GenericKubernetesResource object) {

    /** The weight of a destination that is alone: it gets everything, whatever is written. */
    private static final int EVERYTHING = 100;

    /**
     * One http route.
     *
     * @param name empty where it has none
     */
    record Route(int index, String name, Object tree, List<Destination> destinations) {

        /** {@code route 'shop'}, or {@code spec.http[0]}. */
        String shown() {
            return name.isEmpty() ? "spec.http[" + index + "]" : "route '" + name + "'";
        }

        String path() {
            return "/spec/http/" + index;
        }

        /** True if it is for requests with certain headers only. */
        boolean isForHeaders() {
            List<?> matches = Fields.list(tree, "match").toList();
            return !matches.isEmpty()
                    && matches.stream()
                            .allMatch(match -> Fields.at(match, "headers").isPresent());
        }
    }

    /**
     * One destination of a route.
     *
     * @param service empty unless the host is a Service of this namespace
     * @param subset empty for all its pods
     * @param port of the Service; empty for any
     */
    record Destination(int index, String host, String service, String subset, String port, int weight) {

        /** {@code checkout-blue}, or {@code checkout subset v1}. */
        String shown() {
            return host + (subset.isEmpty() ? "" : " subset " + subset);
        }
    }

    List<Route> routes() {
        List<?> routes = Fields.list(spec(), "http").toList();
        return IntStream.range(0, routes.size())
                .mapToObj(index -> route(index, routes.get(index)))
                .toList();
    }

    private Route route(int index, Object tree) {
        List<?> destinations = Fields.list(tree, "route").toList();
        return new Route(
                index,
                Fields.text(tree, "name"),
                tree,
                IntStream.range(0, destinations.size())
                        .mapToObj(place -> destination(index, place, destinations.get(place), destinations.size() == 1))
                        .toList());
    }

    /** Routes that are not of HTTP, and where they lead: {@code spec.tcp[0]}. */
    Stream<Route> otherRoutes() {
        return Stream.of("tcp", "tls").flatMap(protocol -> {
            List<?> routes = Fields.list(spec(), protocol).toList();
            return IntStream.range(0, routes.size()).mapToObj(index -> {
                Route route = route(index, routes.get(index));
                return new Route(index, "spec." + protocol + "[" + index + "]", route.tree(), route.destinations());
            });
        });
    }

    /** Gateways that it is bound to; none for the sidecars of the mesh. */
    List<String> gateways() {
        return Fields.list(spec(), "gateways").map(String::valueOf).toList();
    }

    private Destination destination(int route, int index, Object tree, boolean isAlone) {
        String host = Fields.text(tree, "destination", "host");
        Object weight = Fields.at(tree, "weight").orElse(0);
        if (!(weight instanceof Integer number) || number < 0) {
            throw invalid("spec.http[" + route + "] has for " + host + " the weight " + weight
                    + "; set a whole number from 0");
        }
        return new Destination(
                index,
                host,
                service(host, object.getMetadata().getNamespace()),
                Fields.text(tree, "destination", "subset"),
                Fields.text(tree, "destination", "port", "number"),
                isAlone ? EVERYTHING : number);
    }

    /** A name without a dot is of the namespace of the object; any other has to be complete, {@code shop.prod.svc.cluster.local}. */
    static String service(String host, String namespace) {
        if (!host.contains(".")) {
            return host;
        }
        String[] parts = host.split("[.]", 4);
        boolean isOurs = parts.length == 4 && parts[1].equals(namespace) && parts[2].equals("svc");
        return isOurs ? parts[0] : "";
    }

    String names() {
        String all = routes().stream().map(Route::shown).collect(Collectors.joining(", "));
        return all.isEmpty() ? "none" : all;
    }

    PlatformException invalid(String what) {
        return new PlatformException(PlatformException.Kind.INVALID, router + ": " + what);
    }

    private Object spec() {
        return Fields.at(object.getAdditionalProperties(), "spec").orElse("");
    }
}
