package dev.bluegreen.aws.alb;

import dev.bluegreen.aws.internal.Steady;
import dev.bluegreen.aws.internal.Watch;
import dev.bluegreen.aws.internal.Watch.Seen;
import dev.bluegreen.aws.internal.elb.ElbArn;
import dev.bluegreen.cutover.HopVerifier;
import dev.bluegreen.model.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Proof that pods are healthy targets of every target group with pod addresses that a Service has.
 *
 * @param steady how long every look has shown them all: a late deregistration is not taken for health
 * @see HopVerifier#targets
 */
record HopTargets(String router, Watch<HopGroups> watch, Steady<String> steady, Options options) {

    static final String KIND = "targets";

    /** Two looks apart. */
    private static final Duration TWICE = Duration.ofSeconds(10);

    /** Its target groups whose targets are not nodes. */
    static List<ElbArn> groups(HopGroups hop) {
        return hop.groups().values().stream()
                .flatMap(Collection::stream)
                .distinct()
                .filter(group -> !hop.health(group).areNodes())
                .toList();
    }

    Evidence of(Map<String, Set<String>> pods, Instant since) {
        Optional<Seen<HopGroups>> last = watch.seen();
        Optional<Instant> stale = watch.lookStaleSince();
        if (stale.isPresent()) {
            return watch.unseen(KIND, router, stale.get());
        }
        if (last.isEmpty() || last.get().at().isBefore(since)) {
            return lacking("its load balancer was not read since the write" + watch.failed());
        }
        return of(pods, last.get());
    }

    private Evidence of(Map<String, Set<String>> pods, Seen<HopGroups> look) {
        HopGroups now = look.state();
        List<ElbArn> groups = groups(now);
        if (groups.isEmpty() || pods.isEmpty()) {
            return lacking(groups.isEmpty() ? "no target group of its pods was found" : "no pod is ready");
        }
        for (ElbArn group : groups) {
            Set<String> healthy = now.health(group).usableIds(options.trustUnproven());
            List<String> missing = pods.entrySet().stream()
                    .filter(pod -> Collections.disjoint(pod.getValue(), healthy))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
            if (!missing.isEmpty()) {
                return lacking("no healthy target of target group " + group.shortName() + ": " + missing + ", of "
                        + pods.size() + " pods");
            }
        }
        return steady.look(
                new TreeMap<>(pods).toString(),
                look.at(),
                TWICE,
                Evidence.confirmed(
                        KIND,
                        router,
                        "all " + pods.size() + " ready pods are healthy targets of "
                                + groups.stream().map(ElbArn::shortName).toList()));
    }

    private Evidence lacking(String sentence) {
        steady.forget();
        return Evidence.missing(KIND, router, sentence);
    }
}
