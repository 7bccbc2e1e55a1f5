package dev.bluegreen.result;

import dev.bluegreen.cutover.PlannedWrite;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Deadlines;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.GateResult;
import dev.bluegreen.model.Input;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Wording;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The plan of a cutover, computed from the current state without any write. Immutable. */
public final class CutoverPlan {

    private static final int SHOWN = 12;

    private final String release;
    private final String platform;
    private final Optional<Track> from;
    private final Track to;
    private final List<PlannedWrite> writes;
    private final List<GateResult> gates;
    private final List<Finding> findings;
    private final List<Permission> permissions;
    private final Deadlines deadlines;
    private final Duration approval;
    private final Duration bake;
    private final Duration held;
    private final String hash;

    private CutoverPlan(Builder made) {
        release = Input.given("plan.release", made.release, "give one");
        platform = Input.given("plan.platform", made.platform, "give one");
        from = Input.given("plan.from", made.from, "give an empty one for none");
        to = Input.given("plan.to", made.to, "give one");
        writes = List.copyOf(Input.given("plan.writes", made.writes, "give an empty one for none"));
        gates = List.copyOf(Input.given("plan.gates", made.gates, "give an empty one for none"));
        findings = List.copyOf(Input.given("plan.findings", made.findings, "give an empty one for none"));
        permissions = List.copyOf(Input.given("plan.permissions", made.permissions, "give an empty one for none"));
        deadlines = Input.given("plan.deadlines", made.deadlines, "give one");
        approval = Input.given("plan.approval", made.approval, "give one");
        bake = Input.given("plan.bake", made.bake, "give one");
        held = Input.given("plan.held", made.held, "give one");
        hash = Input.given("plan.hash", made.hash, "give one");
    }

    /** A builder of a plan, with the values that every plan has; for platforms, adapters and tests. */
    public static Builder builder(String release, String platform, Track to, String hash) {
        return new Builder(release, platform, to, hash);
    }

    /** The release. */
    public String release() {
        return release;
    }

    /** The platform, for a person. */
    public String platform() {
        return platform;
    }

    /** The track that has traffic; empty when the routers do not agree. */
    public Optional<Track> from() {
        return from;
    }

    /** The track that would get it. */
    public Track to() {
        return to;
    }

    /** Every write, in order. */
    public List<PlannedWrite> writes() {
        return writes;
    }

    /** The answers of the gates now. */
    public List<GateResult> gates() {
        return gates;
    }

    /** The problems and risks that were found. */
    public List<Finding> findings() {
        return findings;
    }

    /** The permissions that it takes, in the words of the APIs that grant them. */
    public List<Permission> permissions() {
        return permissions;
    }

    /** The longest each part may take. */
    public Deadlines deadlines() {
        return deadlines;
    }

    /** The longest that an approval is waited for; zero for an automatic one. */
    public Duration approval() {
        return approval;
    }

    /** The time for which the cutover is watched after its proof; zero without a bake. */
    public Duration bake() {
        return bake;
    }

    /** The time for which the steps of a schedule are held after their proofs, all together; zero without steps. */
    public Duration held() {
        return held;
    }

    /**
     * A fingerprint of all that the plan rests on: cluster, namespace, routers, schedule, workloads, images, digests,
     * the target's pod template; 32 hexadecimal digits.
     */
    public String hash() {
        return hash;
    }

    /** The beginning of the hash, to show to a person; what is compared is all of it. */
    public String shortHash() {
        return hash.substring(0, Math.min(SHOWN, hash.length()));
    }

    /** True if nothing stands in the way now: all gates pass, no finding is fatal. */
    public boolean executable() {
        return gates.stream().allMatch(GateResult::passed)
                && findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.FATAL);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("plan " + shortHash() + ": " + release + " "
                + from.map(Track::toString).orElse("?") + " -> " + to + " on " + platform);
        section(text, "writes", writes);
        section(text, "gates", gates);
        section(text, "findings", findings);
        return text.append("\n  at most: preflight ")
                .append(seconds(deadlines.preflight()))
                .append(approval.isZero() ? "" : ", approval " + Wording.of(approval))
                .append(held.isZero() ? "" : ", steps " + seconds(held) + " and the time to verify each")
                .append(", verify ")
                .append(seconds(deadlines.verify()))
                .append(bake.isZero() ? "" : ", bake " + Wording.of(bake))
                .append(", roll back ")
                .append(seconds(deadlines.rollBack()))
                .toString();
    }

    private static void section(StringBuilder text, String title, List<?> lines) {
        if (!lines.isEmpty()) {
            text.append("\n  ").append(title);
            lines.forEach(line -> text.append("\n    ").append(line));
        }
    }

    private static String seconds(Duration duration) {
        return Wording.of(duration);
    }

    /** Builds a plan; for one thread. */
    public static final class Builder {

        private final String release;
        private final String platform;
        private Optional<Track> from = Optional.empty();
        private final Track to;
        private List<PlannedWrite> writes = List.of();
        private List<GateResult> gates = List.of();
        private List<Finding> findings = List.of();
        private List<Permission> permissions = List.of();
        private Deadlines deadlines = Deadlines.DEFAULT;
        private Duration approval = Duration.ZERO;
        private Duration bake = Duration.ZERO;
        private Duration held = Duration.ZERO;
        private final String hash;

        private Builder(String release, String platform, Track to, String hash) {
            this.release = release;
            this.platform = platform;
            this.to = to;
            this.hash = hash;
        }

        /** Sets {@link CutoverPlan#from()}; empty unless set. */
        public Builder from(Optional<Track> from) {
            this.from = from;
            return this;
        }

        /** Sets {@link CutoverPlan#writes()}; empty unless set. */
        public Builder writes(List<PlannedWrite> writes) {
            this.writes = writes;
            return this;
        }

        /** Sets {@link CutoverPlan#gates()}; empty unless set. */
        public Builder gates(List<GateResult> gates) {
            this.gates = gates;
            return this;
        }

        /** Sets {@link CutoverPlan#findings()}; empty unless set. */
        public Builder findings(List<Finding> findings) {
            this.findings = findings;
            return this;
        }

        /** Sets {@link CutoverPlan#permissions()}; empty unless set. */
        public Builder permissions(List<Permission> permissions) {
            this.permissions = permissions;
            return this;
        }

        /** Sets {@link CutoverPlan#deadlines()}; the defaults unless set. */
        public Builder deadlines(Deadlines deadlines) {
            this.deadlines = deadlines;
            return this;
        }

        /** Sets {@link CutoverPlan#approval()}; zero unless set. */
        public Builder approval(Duration approval) {
            this.approval = approval;
            return this;
        }

        /** Sets {@link CutoverPlan#bake()}; zero unless set. */
        public Builder bake(Duration bake) {
            this.bake = bake;
            return this;
        }

        /** Sets {@link CutoverPlan#held()}; zero unless set. */
        public Builder held(Duration held) {
            this.held = held;
            return this;
        }

        /**
         * The finished value.
         *
         * @throws ConfigurationException if a required value is null
         */
        public CutoverPlan build() {
            return new CutoverPlan(this);
        }
    }
}
