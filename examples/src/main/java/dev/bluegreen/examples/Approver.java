package dev.bluegreen.examples;

import dev.bluegreen.cutover.Phase;
import dev.bluegreen.event.CutoverEvent;
import dev.bluegreen.event.CutoverListener;
import dev.bluegreen.testkit.FakeCluster;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person who follows the printed instruction of a cutover that waits for approval: annotates the ConfigMap. */
final class Approver implements CutoverListener {

    private static final Pattern COMMAND = Pattern.compile("kubectl annotate configmap (\\S+) .*/approve=(\\S+)");

    private final FakeCluster cluster;

    Approver(FakeCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void on(CutoverEvent event) {
        if (event.phase() == Phase.APPROVE) {
            approve(cluster, event.sentence());
        }
    }

    /** Follows an instruction, if it is one. */
    static void approve(FakeCluster cluster, String instruction) {
        Matcher told = COMMAND.matcher(instruction);
        if (told.find()) {
            cluster.apply("""
                    apiVersion: v1
                    kind: ConfigMap
                    metadata:
                      name: %s
                      annotations: {bluegreen.dev/approve: "%s", bluegreen.dev/by: ann, bluegreen.dev/why: looks well}
                    """.formatted(told.group(1), told.group(2)));
        }
    }
}
