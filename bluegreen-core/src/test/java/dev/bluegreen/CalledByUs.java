package dev.bluegreen;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Public methods of core that take nothing of a user: no bad input is tried on them. */
final class CalledByUs {

    /** What the engine calls on what users made, with what it made itself; or what answers every question. */
    private static final Set<String> THE_ENGINE_CALLS = Set.of(
            "Approval.check",
            "Approval.instructions",
            "Approval.permissions",
            "Approval.watch",
            "AuditLog.Verification.new",
            "ComparisonSlo.check",
            "ComparisonSlo.permissions",
            "ComparisonSlo.preflight",
            "CutoverListener.on",
            "CutoverListener.permissions",
            "DrainGate.check",
            "DrainGate.permissions",
            "Gate.check",
            "Gate.permissions",
            "HttpProbe.check",
            "HttpSlo.check",
            "HttpSlo.preflight",
            "HttpSmokeTest.limit",
            "HttpSmokeTest.permissions",
            "HttpSmokeTest.preflight",
            "HttpSmokeTest.check",
            "HttpSmokeTest.writes",
            "JsonLinesAudit.on",
            "LoadSmokeTest.check",
            "LoadSmokeTest.limit",
            "LoadSmokeTest.permissions",
            "LoadSmokeTest.preflight",
            "LoadSmokeTest.writes",
            "LogSmokeTest.limit",
            "LogSmokeTest.check",
            "Metric.permissions",
            "Metric.preflight",
            "Metric.read",
            "PodHealthSlo.check",
            "Preview.*",
            "RequestSigner.*",
            "Schedule.Step.split",
            "Schedule.problem",
            "SlackNotifier.on",
            "Slf4jAudit.on",
            "Slo.Reading.isWorseThan",
            "Slo.check",
            "TeamsNotifier.on",
            "WebhookNotifier.on",
            "Slo.permissions",
            "Slo.preflight",
            "Slo.Observer.observed",
            "SmokeTest.limit",
            "SmokeTest.permissions",
            "SmokeTest.preflight",
            "SmokeTest.check",
            "SmokeTest.writes",
            "Tolerance.isBreachedBy",
            "TrackLabels.track",
            "TrafficProbe.check",
            "TrafficProbe.permissions");

    /** What authors of platforms, strategies and tests implement, and what the engine calls it with. */
    private static final Set<String> PLATFORMS_IMPLEMENT = Set.of(
            "Attachment.*",
            "CutoverStrategy.*",
            "HopVerifier.*",
            "Holders.isHere",
            "Holders.left",
            "Holders.saw",
            "Holders.seen",
            "Holders.took",
            "NamespaceNotices.*",
            "Platform.*",
            "Previews.*",
            "RecordStore.*",
            "RunningWork.*",
            "Staging.withPods",
            "Time.*",
            "Workloads.*");

    /** What the engine and platforms make, and users read: reports, statuses, what was seen, errors. */
    private static final Set<String> MADE_BY_US = Set.of(
            "ApprovalRequest.Basis.new",
            "Autoscaler.new",
            "BlueGreenException.new",
            "Cancellation.*",
            "ConfigurationException.new",
            "CrashException.new",
            "CutoverEvent.*",
            "ClosedException.new",
            "CutoverException.of",
            "CutoverReport.*",
            "Discovery.new",
            "DrainContext.of",
            "GateContext.of",
            "Holders.Sighting.new",
            "Inspection.new",
            "Move.Builder.*",
            "Move.builder",
            "ObjectiveVerdict.*",
            "Permission.new",
            "PlannedWrite.new",
            "PlatformException.new",
            "Pod.Builder.*",
            "Pod.builder",
            "Preflight.new",
            "ReleaseStatus.*",
            "RecordListing.Entry.new",
            "RecordListing.new",
            "RecordedReleases.*",
            "RecordedReleases.Entry.*",
            "RecordedReleases.Past.*",
            "Resumption.*",
            "Retirement.*",
            "RouterState.*",
            "SloContext.during",
            "SloContext.of",
            "StageException.new",
            "StageRequest.new",
            "StoredRecord.*",
            "TrackAddresses.new",
            "Workload.Builder.*",
            "Workload.builder",
            "World.new",
            "World.unseen");

    /** What says what is wrong with any value, or shows it. */
    private static final Set<String> TELL_WHAT_IS_WRONG = Set.of(
            "Input.duration", "Input.positive", "Input.require", "Input.shown", "Input.text", "Input.web", "Wording.*");

    static final Set<String> ALL = Stream.of(THE_ENGINE_CALLS, PLATFORMS_IMPLEMENT, MADE_BY_US, TELL_WHAT_IS_WRONG)
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableSet());

    private CalledByUs() {}
}
