package dev.bluegreen;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Ids of findings: those of {@code docs/findings.md}, which a test compares, and those of third-party strategies, gates and
 * platforms, which have their maker's name before a slash.
 */
final class FindingIds {

    private static final Pattern OF_OTHERS = Pattern.compile("[a-z0-9.-]{1,100}/[a-z0-9.-]{1,100}");

    /** Maximum edit distance for a suggestion. */
    private static final int NEAR = 3;

    static final Set<String> KNOWN = Set.of(
            "action-unknown",
            "adopt-also-selected",
            "adopt-app-label",
            "adopt-autoscaler",
            "adopt-disruption-budget",
            "adopt-foreign-pods",
            "adopt-host-port",
            "adopt-managed",
            "adopt-network-policy",
            "adopt-no-pods",
            "adopt-origin",
            "adopt-track-label",
            "adopt-tracks-exist",
            "adopt-unsupported",
            "ambient-mode",
            "app-cookie-stickiness",
            "approver-writable",
            "autoscaler-below-live-size",
            "autoscaler-kept-by-keda",
            "autoscaler-too-small",
            "autoscaler-weakens-way-back",
            "autoscalers-compete",
            "bake-unseen",
            "changed-since-stage",
            "classic-load-balancer",
            "config-differs",
            "controller-behind",
            "controller-too-old",
            "controller-version-unknown",
            "disruption-budget-blocks",
            "disruption-budget-spans-tracks",
            "dns-accelerated-recovery",
            "dns-clients-cache",
            "dns-evaluates-target-health",
            "dns-fails-over-by-itself",
            "dns-health-check-failing",
            "dns-health-check-missing",
            "dns-health-unknown",
            "dns-name-elsewhere",
            "dns-owned-by-external-dns",
            "dns-owner-unreadable",
            "dns-primary-unchecked",
            "dns-target-mismatch",
            "dns-target-unchecked",
            "dns-ttl-long",
            "dns-ttl-unequal",
            "dns-zone-locked",
            "drain-longer-than-grace",
            "external-traffic-local",
            "foreign-endpoints",
            "freeze-writable",
            "grace-too-short",
            "group-stickiness",
            "health-unproven",
            "idle-exposed",
            "internal-traffic-local",
            "last-applied",
            "load-balancer",
            "load-balancer-owned",
            "load-balancer-pending",
            "managed-by-argocd",
            "managed-by-flux",
            "managed-by-helm",
            "managed-by-pulumi",
            "managed-by-terraform",
            "nlb-closes-flows",
            "no-disruption-budget",
            "not-attached",
            "not-checked",
            "not-http",
            "not-watched",
            "other-load-balancer",
            "other-release",
            "other-routes",
            "permission-missing",
            "plan-changed",
            "pod-ip-load-balancer",
            "port-lost",
            "port-unserved",
            "probes-missing",
            "proof-applied-only",
            "publishes-not-ready",
            "quota-too-small",
            "recorded-terms",
            "reference-not-granted",
            "route-managed-elsewhere",
            "route-unattached",
            "route-unresolved",
            "schedule-unsupported",
            "selector-owned",
            "selectors-overlap",
            "selects-both-tracks",
            "selects-outside-tracks",
            "service-left-alone",
            "service-left-behind",
            "session-affinity",
            "session-persistence",
            "shared-config",
            "slo-breached",
            "slo-no-data",
            "slo-not-judged",
            "slo-query",
            "slo-slow",
            "slo-source",
            "smoke-job-labels",
            "smoke-load",
            "smoke-test-port",
            "stage-leftover",
            "standby-too-short",
            "sticky-load-balancer",
            "stranger-pods",
            "subset-new",
            "subsets-in-mesh-only",
            "tags-full",
            "target-group-unknown",
            "target-optimizer-unequal",
            "target-stickiness",
            "target-weaker",
            "targets-of-another",
            "targets-unchecked",
            "targets-unused",
            "targets-unverified",
            "test-route-elsewhere",
            "time-budget",
            "too-few-healthy",
            "too-few-ready",
            "too-many-target-groups",
            "too-many-targets",
            "track-unnamed",
            "volume-not-shareable",
            "way-back-closed",
            "way-back-lost",
            "way-back-unread",
            "way-back-weaker",
            "weights-owned",
            "window-closes-early",
            "window-overridden",
            "works-without-traffic",
            "zones-apart",
            "zones-uncovered");

    private FindingIds() {}

    static boolean isKnown(String id) {
        return KNOWN.contains(id) || OF_OTHERS.matcher(id).matches();
    }

    /** The most similar known id, as a suggestion. */
    static Optional<String> near(String id) {
        return KNOWN.stream()
                .filter(known -> Math.abs(known.length() - id.length()) <= NEAR && distance(known, id) <= NEAR)
                .min(Comparator.comparingInt((String known) -> distance(known, id))
                        .thenComparing(known -> known));
    }

    /** The edit distance (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
