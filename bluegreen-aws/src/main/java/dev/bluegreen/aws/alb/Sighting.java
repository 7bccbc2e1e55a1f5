package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.Memo;
import dev.bluegreen.aws.internal.route.RouteView;
import dev.bluegreen.model.RouterState;
import java.util.Optional;

/** A route as it was observed, and what a plan reads beside it: once for each observation. */
record Sighting(RouteView view, Memo<RouteReads> beside) {

    /** The sighting that a state was made of; empty if it has another source. */
    static Optional<Sighting> of(RouterState state) {
        return state.source().filter(Sighting.class::isInstance).map(Sighting.class::cast);
    }

    RouterState state() {
        return view.state(this);
    }
}
