package dev.bluegreen;

import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.Retirement;
import java.time.Duration;
import java.util.List;

/**
 * One app under blue/green control. Thread-safe; every call is safe to repeat, from any process.
 *
 * <p>All calls block, and end by their deadlines. Those that write take the release's lock first. A thread that is
 * interrupted in one sends traffic back if it had moved and was not proven, keeps its interrupt flag, and throws; unless
 * what was asked for was done by then, such as a way back that had begun.
 *
 * <p>Calls throw {@link dev.bluegreen.model.PlatformException} when the platform refuses a read.
 */
public interface Release {

    /** The name of the release. */
    String name();

    /**
     * The same release, for calls that this person asks for: {@code release.requestedBy("ann", "OPS-12").switchTo(GREEN)}.
     * It is a claim, and shown as one in history, audit and approvals.
     *
     * @param name at most 100 characters, without line breaks
     * @param reason such as a ticket; at most 200 characters, without line breaks; empty for none
     * @throws dev.bluegreen.model.ConfigurationException if they are not so
     */
    Release requestedBy(String name, String reason);

    /**
     * Computes what {@link #switchTo} would do: every write, what the gates say now, what is wrong or risky. Writes
     * nothing.
     *
     * @throws dev.bluegreen.model.ConfigurationException if the track is null
     */
    CutoverPlan plan(Track to);

    /**
     * Moves production traffic to a track, and returns when that is proven, and baked if a bake is configured. When the
     * traffic is there already and that holds, returns at once and writes nothing; unless somebody else had moved it there,
     * which is entered in the record then.
     *
     * @throws dev.bluegreen.result.CutoverException if traffic did not end there: says why and where it is
     * @throws dev.bluegreen.model.ConfigurationException if the track is null, or the requester may not approve and nobody
     *     is named as requester
     */
    CutoverReport switchTo(Track to);

    /**
     * Begins {@link #switchTo} and returns a handle to it.
     *
     * @throws dev.bluegreen.model.ConfigurationException if the track is null
     */
    Cutover start(Track to);

    /**
     * Sends traffic back to where the last cutover took it from, by one write per router; needs nothing of the new track.
     * Does nothing when traffic is there already.
     *
     * @throws dev.bluegreen.result.CutoverException if there is nothing to go back to, the old track has no ready pod, or
     *     somebody else is at work
     */
    CutoverReport rollBack();

    /**
     * {@link #recover(Recovery)} with {@code AUTO}: completes or undoes what a process that died left behind: ends with all
     * routers on one track, a true record and a free lock, and says what it did. Moves nothing when nothing is unfinished.
     *
     * @throws dev.bluegreen.result.CutoverException if the holder lives, or somebody else's write is in the way; also if
     *     nothing is unfinished and traffic is not where it was moved to last
     */
    CutoverReport recover();

    /**
     * Ends what a process that died left behind in the way that is asked for. When the record itself was lost, it is rebuilt
     * from the routers, whatever was asked for: until then nothing is retired.
     *
     * @throws dev.bluegreen.model.ConfigurationException if {@code how} is null
     * @throws dev.bluegreen.result.CutoverException if the holder lives, or it cannot end that way: says what is where
     */
    CutoverReport recover(Recovery how);

    /**
     * Describes what an idle track shall run; {@link Stage#apply} does it.
     *
     * @throws dev.bluegreen.model.ConfigurationException if the track is null
     */
    Stage stage(Track track);

    /**
     * Keeps the old track for longer, from the moment its standby ends, or from now if that is over.
     *
     * @return the standby as it is then
     * @throws dev.bluegreen.result.RefusedException if no track is kept as standby, or somebody else is at work
     * @throws dev.bluegreen.model.ConfigurationException if the duration is null, negative or zero
     */
    ReleaseStatus.Standby extendStandby(Duration by);

    /**
     * Scales an idle track down to 0, or deletes its workload if the release says so, and waits up to 2 minutes for its
     * pods to end. Before that it waits, without the lock, until the routers prove that the track gets nothing, and up to
     * 10 minutes for the release's drain gates. Where another machine made the last move, whose clock may differ from ours by
     * up to 20 minutes, it first waits until that has settled, mostly 30 s or less, and a standby counts as over 20 minutes
     * later.
     *
     * @return what became of it, and the pods that did not end
     *
     * @throws dev.bluegreen.result.RefusedException while the track may get traffic, is not drained, its standby has not run out, or
     *     somebody else is at work
     * @throws dev.bluegreen.result.UnresolvedException if it may have been retired: whether a write took effect is not known
     * @throws dev.bluegreen.model.ConfigurationException if the track is null
     */
    Retirement retire(Track track);

    /**
     * The rights of all that this release may ever do, as it is set up and as its workloads and autoscalers are now: stage,
     * switch, roll back, keep, retire and recover either track. Those of one cutover alone are in its {@link #plan}. Writes
     * nothing.
     */
    List<Permission> permissions();

    /** Reads the release as it is now. Writes nothing. */
    ReleaseStatus status();
}
