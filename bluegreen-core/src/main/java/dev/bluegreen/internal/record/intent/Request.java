package dev.bluegreen.internal.record.intent;

import java.util.List;

/**
 * Who asked for a cutover, and of what.
 *
 * @param id of the cutover
 * @param by the requester, as claimed; empty when none was named
 * @param reason as claimed; empty for none
 * @param scope the release it is of
 * @param plan what was planned
 */
public record Request(String id, String by, String reason, Scope scope, Plan plan) {

    /**
     * The identity of a release: one with another is another release.
     *
     * @param labels how its tracks are told apart, for a message
     * @param routers what moves its traffic, in order, for a message; at most {@link #ROUTERS}
     * @param hash of both, whole
     */
    public record Scope(String labels, List<String> routers, String hash) {

        /** Maximum number of routers that are named. */
        public static final int ROUTERS = 20;

        /** Copies the list and drops what is too much. */
        public Scope {
            routers = List.copyOf(routers.subList(0, Math.min(ROUTERS, routers.size())));
        }

        /** For a message. */
        public String shown() {
            return "routers " + String.join(", ", routers) + ", labels " + labels;
        }
    }

    /**
     * A plan, and what it rested on, to name the difference to another.
     *
     * @param hash of the plan
     * @param routers the routers, and where each sent traffic
     * @param schedule the steps
     * @param template the fingerprint of the target's pod template
     */
    public record Plan(String hash, String routers, String schedule, String template) {

        /** What differs, as a clause. */
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
        return new Request(id, by, reason, scope, next);
    }
}
