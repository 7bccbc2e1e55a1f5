package dev.bluegreen.testkit.internal.balancer;

import dev.bluegreen.testkit.internal.dataplane.Backend;
import dev.bluegreen.testkit.internal.loopback.HttpAnswer;
import java.util.Map;

/** What a listener does with one request. */
public sealed interface Decision {

    /**
     * It is passed on.
     *
     * @param headers to add to the answer
     */
    record Forward(Backend to, Map<String, String> headers) implements Decision {

        /** Copies the headers. */
        public Forward {
            headers = Map.copyOf(headers);
        }
    }

    /** The listener answers by itself. */
    record Answer(HttpAnswer answer) implements Decision {}

    /** Answered by the listener with a status and nothing else. */
    static Decision status(int status) {
        return new Answer(new HttpAnswer(status, Map.of(), "{\"error\":\"" + status + " by the load balancer\"}"));
    }
}
