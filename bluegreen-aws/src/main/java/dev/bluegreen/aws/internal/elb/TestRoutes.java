package dev.bluegreen.aws.internal.elb;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The rules and listeners that were named as test routes: what they send to a track is not traffic. Thread-safe. */
public final class TestRoutes {

    private final Set<String> arns = ConcurrentHashMap.newKeySet();

    public void add(ElbArn route) {
        arns.add(route.text());
    }

    /** A listener that was named stands for all of its rules. */
    public boolean include(Feed feed) {
        return arns.contains(feed.route().text())
                || arns.contains(feed.route().listener().text());
    }
}
