package dev.bluegreen.testkit.internal.dataplane;

import dev.bluegreen.testkit.internal.pod.PodScript;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What a pod that is up says to each request. */
final class PodAnswers {

    private final PodIdentity identity;
    private final Supplier<PodScript> script;
    private final Random dice;

    PodAnswers(PodIdentity identity, Supplier<PodScript> script) {
        this.identity = identity;
        this.script = script;
        this.dice = new Random(identity.ip().hashCode());
    }

    HttpAnswer to(HttpRequest request) {
        double failing = script.get().failing();
        if (failing > 0 && dice.nextDouble() < failing) {
            return answer(500, FlatJson.write(Map.of("error", "scripted failure", "pod", identity.pod())))
                    .withHeaders(Map.of("X-Testkit-Injected", "failing"));
        }
        return answer(200, request.path().equals("/env") ? environment() : identity.json());
    }

    HttpAnswer notReady() {
        return answer(503, FlatJson.write(Map.of("error", "not ready", "pod", identity.pod())));
    }

    private String environment() {
        return FlatJson.write(new TreeMap<>(identity.environment()));
    }

    private HttpAnswer answer(int status, String json) {
        return new HttpAnswer(status, identity.headers(), json);
    }
}
