package dev.bluegreen.aws.internal.elb;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Rules and listeners named as test routes: requests they send to a track do not count as traffic. Thread-safe. */
public final class TestRoutes {

    private final Set<String> arns = ConcurrentHashMap.newKeySet();

    public void add(ElbArn route) {
        arns.add(route.text());
    }

    /** True for a named rule, and for all rules of a named listener. */
    public boolean include(Feed feed) {
        return arns.contains(feed.route().text())
                || arns.contains(feed.route().listener().text());
    }
}
