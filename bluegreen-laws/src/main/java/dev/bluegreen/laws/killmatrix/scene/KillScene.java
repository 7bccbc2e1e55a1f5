package dev.bluegreen.laws.killmatrix.scene;

import dev.bluegreen.BlueGreen;
import dev.bluegreen.Release;
import dev.bluegreen.laws.Fact;
import dev.bluegreen.laws.History;
import dev.bluegreen.result.Resumption;
import dev.bluegreen.testkit.time.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A release and its surroundings, new for each run: traffic on BLUE, both tracks ready, no cutover yet. Several processes
 * work on it, each under its own name, which is also the actor in the history.
 *
 * <p>Made by a factory that is called on several threads; a scene itself is used by one.
 */
public interface KillScene extends AutoCloseable {

    /** The time everything in it runs on. */
    VirtualTime time();

    /** The release in a new process of this name; closed with the scene. */
    Release process(String name);

    /** What is due here, looked at once by a job in a new process of this name; see {@link BlueGreen#resumeDue}. */
    List<Resumption> resumeDue(String name);

    /** The calls of the APIs that a process has made so far, in order. */
    List<KillCall> calls(String process);

    /** True if a call may move traffic: the last of them is where a process dies that is recovered from. */
    boolean isMove(KillCall call);

    /** Sets a call fault for a call that a process is going to make. */
    void spoil(String process, KillCall call, CallFault callFault);

    /** Sets a blow right before a call that a process is going to make, and a fault of that call, if given. */
    void strike(String process, KillCall call, Blow blow, Optional<CallFault> callFault);

    /** True if the call with the fault was made. */
    boolean isSpoiled();

    /** The history since the scene was set up; the scene enters its observations, the matrix its actions. */
    History history();

    /** Where routers, record and lock are now. */
    Fact.Rest rest();

    /** Scales both tracks to full size, as a person would, and waits until they are ready. */
    void standUp();

    /**
     * The writes that took effect although their lock had been freed or taken over. Zero where every write is a
     * compare-and-set; a router without one counts them here, and its scene enters them in the history as such.
     */
    default int lateWrites() {
        return 0;
    }

    /** The longest time of an operation, the wait for one lease included. */
    default Duration within() {
        return Duration.ofMinutes(6);
    }

    /** True if a router may send traffic to the idle track by itself: then retiring it has to be refused. */
    default boolean failsOpen() {
        return false;
    }

    /** Faulty sentences of its events, each preceded by the fault. */
    default List<String> unreadable() {
        return List.of();
    }

    /** Ends the processes and the scene. */
    @Override
    void close();
}
