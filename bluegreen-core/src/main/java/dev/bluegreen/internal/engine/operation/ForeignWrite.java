package dev.bluegreen.internal.engine.operation;

import dev.bluegreen.model.RouterState;

/** Stops because of a router that somebody else has changed, with both values and the writer if that is known. */
public final class ForeignWrite {

    private ForeignWrite() {}

    /** @param before as this operation read or left it */
    public static Stop changed(RouterState before, RouterState now) {
        return Stop.foreign(now.router() + " was " + before.routing() + " and is " + now.routing() + writer(now));
    }

    /** @param remedy follows the value */
    public static Stop unknown(RouterState now, String remedy) {
        return Stop.foreign(now.router() + " is " + now.routing() + writer(now) + remedy);
    }

    private static String writer(RouterState now) {
        return now.writer().map(by -> ", written by " + by).orElse("");
    }
}
