package dev.bluegreen.testkit.internal.link;

import dev.bluegreen.spi.Time;

/** All that is under way between the clients and the server of one cluster. */
public record InFlight(Holds holds, RequestLinks requests, WatchLinks watches, Crashes crashes) {

    /** Nothing under way. */
    public static InFlight on(Time time) {
        Holds holds = Holds.of(time);
        return new InFlight(holds, new RequestLinks(holds), new WatchLinks(), new Crashes());
    }
}
