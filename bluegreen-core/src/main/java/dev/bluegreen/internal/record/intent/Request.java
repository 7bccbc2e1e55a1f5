package dev.bluegreen.internal.record.intent;

import java.util.List;
import java.util.Optional;

/**
 * Requester of a cutover, and its release.
 *
 * @param id of the cutover
 * @param asker the requester
 * @param scope identity of the release
 * @param plan its plan
 */
public record Request(String id, Asker asker, Scope scope, Plan plan) {

    /**
     * A requester.
     *
     * @param by the name, as claimed; empty when none was named
     * @param reason as claimed; empty for none
     * @param known the name at the API server; empty where it was not asked
     * @param override the way past closed windows, if one was taken
     */
    public record Asker(String by, String reason, Optional<String> known, Optional<Passed> override) {}

    /**
     * A way past closed windows.
     *
     * @param by the person, as claimed
     * @param reason as claimed
     */
    public record Passed(String by, String reason) {}

    /**
     * Identity of a release: its routers and labels.
     *
     * @param labels the labels of its tracks, for a message
     * @param routers its routers in order, for a message; at most {@link #ROUTERS}
     * @param hash of all labels and routers
     */
    public record Scope(String labels, List<String> routers, String hash) {

        /** Maximum number of routers that are named. */
        public static final int ROUTERS = 20;

        /** Copies the list, up to its limit. */
        public Scope {
            routers = List.copyOf(routers.subList(0, Math.min(ROUTERS, routers.size())));
        }

        /** For a message. */
        public String shown() {
            return "routers " + String.join(", ", routers) + ", labels " + labels;
        }
    }

    /**
     * A plan with its inputs, to name the difference to another.
     *
     * @param hash of the plan
     * @param routers the routers, each with its split
     * @param schedule the steps
     * @param template the fingerprint of the target's pod template
     */
    public record Plan(String hash, String routers, String schedule, String template) {

        /** The difference, as a clause. */
        public String difference(Plan now) {
            if (!routers.equals(now.routers)) {
                return "the routers were " + routers + ", and are " + now.routers;
            }
            if (!schedule.equals(now.schedule)) {
                return "the schedule was " + schedule + ", and is " + now.schedule;
            }
            return template.equals(now.template)
                    ? "images, digests or names of the workloads are others"
                    : "the pod template of the target is another";
        }
    }

    Request with(Plan next) {
        return new Request(id, asker, scope, next);
    }

    /** The same, with the requester's name at the API server. */
    Request with(Optional<String> known) {
        return new Request(id, new Asker(asker.by, asker.reason, known, asker.override), scope, plan);
    }
}
