package dev.bluegreen.internal.engine.plan;

import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gates and findings that keep traffic from moving, each worded with its remedy. */
public final class Obstacles {

    private Obstacles() {}

    public static boolean isFatal(Finding finding) {
        return finding.severity() == Finding.Severity.FATAL;
    }

    public static String worded(Finding finding) {
        return finding.sentence() + "; " + finding.remedy();
    }

    /** Empty when nothing is in the way. */
    public static String worded(List<GateResult> gates, List<Finding> findings) {
        return Stream.concat(
                        gates.stream().filter(result -> !result.passed()).map(GateResult::sentence),
                        findings.stream().filter(Obstacles::isFatal).map(Obstacles::worded))
                .collect(Collectors.joining("; "));
    }
}
