package dev.bluegreen.internal.engine.ending;

import dev.bluegreen.event.CutoverEvent.Kind;
import dev.bluegreen.internal.engine.operation.Context;
import dev.bluegreen.internal.engine.operation.Stop;
import dev.bluegreen.internal.engine.write.Progress;
import dev.bluegreen.internal.record.Sizes;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Track;
import dev.bluegreen.model.Workload;
import dev.bluegreen.model.World;
import java.util.List;

/** The track that traffic is about to go back to: one ready pod is enough, and fewer than required are reported. */
public final class OldTrack {

    private final Context context;
    private final Progress progress;
    private final Track back;
    private final String again;

    private OldTrack(Context context, Progress progress, Track back, String again) {
        this.context = context;
        this.progress = progress;
        this.back = back;
        this.again = again;
    }

    /** For an operation that leaves nothing unfinished if it cannot roll back. */
    public static OldTrack ofRollBack(Context context, Progress progress, Track back) {
        return new OldTrack(context, progress, back, "call rollBack()");
    }

    /** For a cutover that stays unfinished until it is rolled back, or a person decides that it stays. */
    public static OldTrack ofCutover(Context context, Progress progress, Track back) {
        return new OldTrack(context, progress, back, "call recover(), or recover(FINISH) to stay on " + back.other());
    }

    /**
     * Looks at it before the lock is taken.
     *
     * @throws Stop if it has no ready pod
     */
    public static void requireReady(World world, Track back) {
        requireReady(world, back, "call rollBack()");
    }

    private static void requireReady(World world, Track back, String again) {
        Workload workload = world.workload(back);
        if (workload.isNone() && !workload.isReadInPart()) {
            throw Stop.because("traffic cannot go back to " + back + missing(workload) + "; then " + again);
        }
        if (workload.ready() == 0) {
            throw Stop.because(workload.name() + " has no ready pod, so traffic cannot go back to " + back
                    + "; bring one up and " + again);
        }
    }

    /**
     * A retired track is not a standby: a person may have scaled up a pod of it for inspection.
     *
     * @throws Stop if it has fewer ready pods than it had when it was retired
     */
    public void requireNotRetired(World world, Sizes sizes) {
        int had = Math.max(1, sizes.retired().getOrDefault(back, 0));
        int wanted = context.settings().minReady().orElse(had);
        Workload workload = world.workload(back);
        if (sizes.retired().containsKey(back) && workload.ready() < wanted) {
            throw Stop.because(back + " was retired, so it is not a standby any more: " + ready(workload, wanted)
                    + "; bring them up and call rollBack(), or call switchTo(" + back + "), which tests it first");
        }
    }

    /** A move away from a track without a workload has no way back; nothing for a track that is there. */
    public static List<Finding> missing(World world, Track to) {
        Workload left = world.workload(to.other());
        return left.isNone()
                ? List.of(Finding.warning(
                        "way-back-lost",
                        "traffic cannot come back to " + left.track() + missing(left),
                        "see that " + to + " can stay, or stage " + left.track() + " anew"))
                : List.of();
    }

    private static String missing(Workload workload) {
        return workload.isNone() ? ": " + workload.rollout().orElse("it was not read") : "";
    }

    /**
     * Says so when it will carry the traffic with fewer ready pods than required.
     *
     * @throws Stop if it has no ready pod
     */
    public void take(World world, Sizes sizes) {
        requireReady(world, back, again);
        Workload workload = world.workload(back);
        if (workload.isReadInPart()) {
            tell(
                    "way-back-unread",
                    unread(workload),
                    "see that the pods of " + back + " answer; grant the refused permission");
        }
        int wanted = wanted(world, sizes);
        if (workload.ready() < wanted) {
            String sentence = "traffic goes back to a weakened " + back + ": " + ready(workload, wanted);
            tell("way-back-weaker", sentence, "bring up the pods of " + workload.name());
        }
    }

    private void tell(String id, String sentence, String remedy) {
        context.tell(Kind.WAY_BACK, sentence);
        progress.found(context.settings().weighed(Finding.warning(id, sentence, remedy)));
    }

    private String unread(Workload workload) {
        String seen = workload.isNone()
                ? "of " + back + " only pods could be read, " + workload.ready() + " of them are ready: "
                : "the pods of " + back + " could not be read, " + workload.name() + " counts " + workload.ready()
                        + " of them as ready: ";
        return seen + workload.rollout().orElse("the reason is not known");
    }

    /** The number that serves traffic now, at most its own full size, unless the user set a number. */
    private int wanted(World world, Sizes sizes) {
        Workload workload = world.workload(back);
        int own = Math.max(workload.desired(), sizes.full(back, world).orElse(0));
        return context.settings()
                .minReady()
                .orElse(Math.max(own, world.workload(back.other()).ready()));
    }

    public static String ready(Workload workload, int wanted) {
        return workload.name() + " has " + workload.ready() + " of " + wanted + " pods ready";
    }
}
