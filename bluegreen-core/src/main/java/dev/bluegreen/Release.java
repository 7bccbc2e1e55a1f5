package dev.bluegreen;

import dev.bluegreen.model.Permission;
import dev.bluegreen.model.Recovery;
import dev.bluegreen.model.Track;
import dev.bluegreen.result.Cancellation;
import dev.bluegreen.result.CutoverPlan;
import dev.bluegreen.result.CutoverReport;
import dev.bluegreen.result.CutoverRequest;
import dev.bluegreen.result.ReleaseStatus;
import dev.bluegreen.result.Retirement;
import java.time.Duration;
import java.util.List;

/**
 * One app under blue/green control. Thread-safe; every call is safe to repeat, from any process.
 *
 * <p>All calls block, and end by their deadlines. Those that write take the release's lock first. An interrupted call sends
 * traffic back if it had moved and was not proven, keeps the interrupt flag, and throws; unless it completed by then, such as a
 * rollback that had started.
 *
 * <p>Calls throw {@link dev.bluegreen.model.PlatformException} when the platform refuses a read, and
 * {@link dev.bluegreen.model.ClosedException} when the platform is closed, or shut down.
 */
public interface Release {

    /** The name of the release. */
    String name();

    /**
     * A copy with a requester for its calls: {@code release.requestedBy("ann", "OPS-12").switchTo(GREEN)}. The requester is a
     * claim, and is shown as one in history, audit and approvals.
     *
     * @param name at most 100 characters, without line breaks
     * @param reason such as a ticket; at most 200 characters, without line breaks; empty for none
     * @throws dev.bluegreen.model.ConfigurationException if name or reason do not conform
     */
    Release requestedBy(String name, String reason);

    /**
     * A copy whose calls pass closed change windows: {@code release.overridingWindows("ann", "INC-4711").switchTo(GREEN)}.
     * Plan, events and history name the person and the reason: a claim, and shown as one. A stop still holds.
     *
     * @param by at most 100 characters, without line breaks
     * @param reason such as an incident; at most 200 characters, without line breaks
     * @throws dev.bluegreen.model.ConfigurationException if name or reason do not conform
     */
    Release overridingWindows(String by, String reason);

    /**
     * A copy whose cutovers carry out one plan only, and are refused where it has changed: {@code
     * release.asPlanned(plan.hash()).switchTo(GREEN)}. A requested one stays parked then.
     *
     * @param hash of the plan
     * @throws dev.bluegreen.model.ConfigurationException if it is not the hash of a plan
     */
    Release asPlanned(String hash);

    /**
     * Computes what {@link #switchTo} would do: every write, the current results of the gates, and findings. Writes
     * nothing.
     *
     * @throws dev.bluegreen.model.ConfigurationException if the track is null
     */
    CutoverPlan plan(Track to);

    /**
     * Moves production traffic to a track, and returns when the move is proven, and baked if a bake is configured. If the track
     * is already active and proven, returns at once and writes nothing; a foreign move to it is entered in the record.
     *
     * @throws dev.bluegreen.result.CutoverException if traffic did not end there: says why and where it is
     * @throws dev.bluegreen.model.ConfigurationException if the track is null, or the approval requires a requester
     *     and none is given
     */
    CutoverReport switchTo(Track to);

    /**
     * Starts {@link #switchTo} and returns a handle to it.
     *
     * @throws dev.bluegreen.model.ConfigurationException if the track is null
     */
    Cutover start(Track to);

    /**
     * Requests {@link #switchTo}, and returns when that is recorded: as checked and planned as there, but a closed change window
     * or a stop is waited for. The cutover is parked until a process carries it out by {@link #resume()} or {@link
     * BlueGreen#resumeDue}; its plan and its approvals carry its id, and approvals can be given from now on. Until then {@link
     * #switchTo}, {@link #stage} and {@link #retire} are refused. The deadline of the approval and that of
     * {@code waitForWindow} begin now.
     *
     * @throws dev.bluegreen.result.CutoverException if it is refused: says why
     * @throws dev.bluegreen.model.ConfigurationException if the track is null, or the approval requires a requester
     *     and none is given
     */
    CutoverRequest request(Track to);

    /**
     * Cancels a cutover that has not ended. One that is parked, or whose process died before it moved traffic, is closed. One
     * that another process works on ends there as by {@link Cutover#abort}: at its next sign of life, 10 s at most, and never
     * after a further traffic write; this call waits for that. What was moved goes back.
     *
     * @param id its id
     * @return the result; not done if it ended otherwise, or not in time
     * @throws dev.bluegreen.result.RefusedException if no cutover of that id is unfinished, and names the one that is; or if a
     *     parked one cannot be closed
     * @throws dev.bluegreen.model.ConfigurationException if the id is null, blank or not one line
     */
    Cancellation cancel(String id);

    /**
     * Sends traffic back to the track that the last cutover took it from, by one write per router; needs nothing of the new
     * track. Does nothing if traffic is there already. A parked cutover is cancelled first.
     *
     * @throws dev.bluegreen.result.CutoverException if there is nothing to go back to, the old track has no ready pod, the way
     *     back was closed, or another operation is running
     */
    CutoverReport rollBack();

    /**
     * {@link #recover(Recovery)} with {@code AUTO}: resumes or undoes the operation of a process that died, and ends with all
     * routers on one track, a correct record and a free lock. Moves nothing if no operation is unfinished, or it is parked.
     *
     * @throws dev.bluegreen.result.CutoverException if the holder is alive, or a foreign write is in the way; also if no operation
     *     is unfinished and traffic is not on the recorded track
     */
    CutoverReport recover();

    /**
     * Completes or undoes the operation of a process that died, as requested. A lost record is rebuilt from the routers in
     * any case: until then nothing is retired.
     *
     * @throws dev.bluegreen.model.ConfigurationException if {@code how} is null
     * @throws dev.bluegreen.result.CutoverException if the holder is alive, or it cannot end as requested: says where traffic
     *     is
     */
    CutoverReport recover(Recovery how);

    /**
     * Continues a cutover whose process died, or that is parked, under its own id: waits for the approval until its first
     * deadline, holds each step for the rest of its pause, and bakes for the rest of the bake. Time in which no process
     * watched does not count. The recorded schedule, bake and standby apply, and of two limits the stricter one; a release
     * that lacks a recorded objective, test, gate or approval sends traffic back and names what is missing. If the plan has
     * changed, the cutover is tested and approved again. Does nothing if no operation is unfinished; ends any other operation
     * as {@link #recover()} does.
     *
     * @throws dev.bluegreen.result.CutoverException if the holder is alive, the release has other routers or labels than the
     *     recorded one, or traffic did not end on the requested track: says why and where it is
     */
    CutoverReport resume();

    /**
     * Starts the description of an idle track's workload; {@link Stage#apply} carries it out.
     *
     * @throws dev.bluegreen.model.ConfigurationException if the track is null
     */
    Stage stage(Track track);

    /**
     * Starts the very first release, where only this track exists, or is about to.
     *
     * @throws dev.bluegreen.model.ConfigurationException if the track is null
     */
    Introduction introduce(Track track);

    /**
     * Starts the adoption of an app that has one plain workload and no tracks yet.
     *
     * @param workload its name, such as that of a Deployment
     * @throws dev.bluegreen.model.ConfigurationException if it is not a name
     */
    Adoption adopt(String workload);

    /**
     * Scales the workload from which the release was adopted down to 0, or deletes it if the release says so, as
     * {@link #retire} does with a track.
     *
     * @return the result, with the pods that did not terminate
     * @throws dev.bluegreen.result.RefusedException if there is none, while its standby is not over, or another operation is
     *     running
     * @throws dev.bluegreen.result.UnresolvedException if it may have been retired: whether a write took effect is not known
     */
    Retirement retireOrigin();

    /**
     * Extends the standby of the old track, from its end, or from now if it is over.
     *
     * @return the extended standby
     * @throws dev.bluegreen.result.RefusedException if no track is kept as standby, or another operation is running
     * @throws dev.bluegreen.model.ConfigurationException if the duration is null, negative or zero
     */
    ReleaseStatus.Standby extendStandby(Duration by);

    /**
     * Scales an idle track down to 0, or deletes its workload if the release says so, and waits up to 2 minutes for its
     * pods to end. Before that it waits, without the lock, until the routers prove that the track gets no traffic, and
     * up to 10 minutes for the release's drain gates. If another machine, whose clock may differ by up to 20 minutes, made the
     * last move, it first waits until that has settled, usually 30 s or less, and a standby ends 20 minutes later.
     *
     * @return the result, with the pods that did not terminate
     *
     * @throws dev.bluegreen.result.RefusedException while the track may get traffic, is not drained, its standby is not over, or
     *     another operation is running
     * @throws dev.bluegreen.result.UnresolvedException if it may have been retired: whether a write took effect is not known
     * @throws dev.bluegreen.model.ConfigurationException if the track is null
     */
    Retirement retire(Track track);

    /**
     * Closes the way back of the last cutover, such as when the old version can no longer read the database:
     * {@code release.closeWayBack("orders v1 columns dropped")}. From now on nothing moves traffic back: what would, such as a
     * breach, a failed proof, an abort or {@link #recover()}, leaves it where it is and ends as {@code FROZEN}, and
     * {@link #rollBack()} is refused. Ends with the next cutover. Works while another process bakes, and at rest.
     *
     * @param reason 1 to 200 characters in one line
     * @return the closed way back; the one that was closed before, if it was
     * @throws dev.bluegreen.result.RefusedException while traffic is being moved or that move is not proven, or if none was moved
     * @throws dev.bluegreen.model.ConfigurationException if the reason does not conform
     */
    ReleaseStatus.ClosedWayBack closeWayBack(String reason);

    /**
     * The permissions for all operations of this release, as configured and for its current workloads and autoscalers. Those of
     * one cutover are in its {@link #plan}. Writes nothing.
     */
    List<Permission> permissions();

    /** Reads the current state of the release. Writes nothing. */
    ReleaseStatus status();
}
