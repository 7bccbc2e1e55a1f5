package dev.bluegreen.aws.internal.route;

import dev.bluegreen.aws.internal.elb.CutoverTags;
import dev.bluegreen.aws.internal.elb.Elb;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.aws.internal.elb.Forward;
import dev.bluegreen.aws.internal.elb.Groups;
import dev.bluegreen.aws.internal.elb.Route;
import dev.bluegreen.model.PlatformException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads one rule or listener, and the tags on it. */
public record RouteReader(Elb elb, Groups groups, ElbArn route) {

    /**
     * Reads the route.
     *
     * @throws PlatformException with {@code INVALID} when it does not forward to the two tracks
     */
    public RouteView read() {
        Route found = elb.route(route);
        Forward forward = Forward.of(router(), found.actions());
        String tagged = found.written().text();
        Map<String, String> tags = elb.tags(tagged).getOrDefault(tagged, Map.of());
        List<String> unknown = Stream.concat(Forward.unknownTypes(found.actions()).stream(), found.unknown().stream())
                .toList();
        return new RouteView(router(), found.written(), groups, forward, new CutoverTags(tags), unknown);
    }

    /**
     * Reads the route, which must be as it was.
     *
     * @throws PlatformException with {@code CONFLICT} when it has changed
     */
    public RouteView at(String version) {
        RouteView now = read();
        if (!now.version().equals(version)) {
            throw new PlatformException(
                    PlatformException.Kind.CONFLICT,
                    router() + " is " + now.forward().routing(groups) + ", written by "
                            + now.tags().tags().getOrDefault(CutoverTags.CUTOVER, "another client")
                            + ", and changed since it was read");
        }
        return now;
    }

    public String router() {
        return route.router();
    }
}
