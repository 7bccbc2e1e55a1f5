package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.testkit.FakeCluster;
import dev.bluegreen.testkit.fault.Fault;
import dev.bluegreen.testkit.fault.FaultBuilder;
import dev.bluegreen.testkit.fault.FaultRule;
import dev.bluegreen.testkit.request.ApiRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The calls of processes to a fake cluster, and the fault for one of them. Used by one thread. */
final class ClusterCalls {

    private final FakeCluster cluster;
    private final List<FaultRule> rules = new ArrayList<>();

    ClusterCalls(FakeCluster cluster) {
        this.cluster = cluster;
    }

    List<KillCall> of(String process) {
        Map<String, Integer> counts = new HashMap<>();
        return cluster.requests().stream()
                .filter(request -> request.client().equals(process))
                .map(request -> call(request, counts))
                .toList();
    }

    void spoil(String process, KillCall call, Fault fault) {
        FaultBuilder rule =
                cluster.faults().on(call.verb()).resource(call.resource()).client(process);
        rules.add((call.name().isEmpty() ? rule : rule.name(call.name()))
                .nth(call.nth())
                .then(fault));
    }

    boolean areSpoiled() {
        return rules.stream().allMatch(rule -> rule.fired() > 0);
    }

    private static KillCall call(ApiRequest request, Map<String, Integer> counts) {
        String what = request.verb() + " " + request.resource() + " " + request.name();
        return new KillCall(request.verb(), request.resource(), request.name(), counts.merge(what, 1, Integer::sum));
    }
}
