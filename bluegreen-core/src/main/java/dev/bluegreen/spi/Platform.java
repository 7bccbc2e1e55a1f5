package dev.bluegreen.spi;

import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Subscription;
import dev.bluegreen.model.Track;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where releases live: one namespace of one cluster. Long-lived, thread-safe, shared by all releases there; owns what they
 * share, such as watches.
 */
public interface Platform extends AutoCloseable {

    /** What becomes of the operations under way when their process is shut down. */
    enum Handover {
        /** They are aborted: traffic that has moved goes back, and is proven there. */
        ROLL_BACK,
        /**
         * A cutover stops where it is, with a free lock and a true record, so that {@code resume()} in another process goes on at
         * once. Traffic keeps its split and is watched by nobody meanwhile. Other operations are aborted.
         */
        LEAVE
    }

    /** Its name for people, such as cluster and namespace. */
    String describe();

    /** The cluster as events name it, such as the URL of its API server; empty if there is none. */
    default String cluster() {
        return "";
    }

    /** The namespace as events name it; empty if there is none. */
    default String namespace() {
        return "";
    }

    /** The one source of time for everything that runs here. */
    Time time();

    /** Its running operations and callbacks: one object per platform, ended first when it is closed. */
    RunningWork running();

    /** The stacks. */
    Workloads workloads();

    /** The store of the records of releases. */
    RecordStore records();

    /**
     * The knowledge of the holders of the locks: always the same object. Without it each {@code Release} finds out for
     * itself.
     */
    default Holders holders() {
        return new Holders();
    }

    /** The names of the releases that have a record here, in no order; none where records are not listed. */
    default List<String> releases() {
        return List.of();
    }

    /**
     * The records here and, as far as they may be listed, elsewhere, such as in other namespaces of the cluster. By default those
     * of {@link #releases()}, read one by one.
     */
    default RecordListing recordListing() {
        List<RecordListing.Entry> entries = releases().stream()
                .flatMap(name ->
                        records().load(name).map(record -> new RecordListing.Entry(describe(), name, record)).stream())
                .toList();
        return new RecordListing(entries, Optional.empty());
    }

    /**
     * Finds the one router of a release when the user named none.
     *
     * @param active the track known or expected to have the traffic; tells a router from a preview on the other track
     * @throws dev.bluegreen.model.PlatformException when there is none, or more than one: the message lists them and the
     *     call that names one
     */
    Discovery discover(ReleaseSpec release, Optional<Track> active);

    /** Permissions required for preflight and cutover, in addition to the routers'; none if access is not controlled. */
    default List<Permission> permissions(ReleaseSpec release, PreflightDepth depth) {
        return List.of();
    }

    /**
     * Findings in addition to those of the strategies, from reads made now. Writes nothing. A forbidden read is a finding,
     * not an error.
     */
    default List<Finding> inspect(Inspection inspection) {
        return List.of();
    }

    /**
     * {@link #inspect}, of which the reads that need nothing else are made now: beside the others of a preflight. By default
     * none.
     *
     * @param routers the names of the routers that are moved; empty if they are not known yet
     * @return judges, and makes the other reads
     */
    default Function<Inspection, List<Finding>> inspectAhead(List<String> routers, PreflightDepth depth) {
        return this::inspect;
    }

    /**
     * The addresses at which routers outside the cluster can reach a track, read from the API and not from a cache.
     *
     * @return {@link TrackAddresses#UNKNOWN} if the platform does not know them
     */
    default TrackAddresses addresses(ReleaseSpec release, Track track) {
        return TrackAddresses.UNKNOWN;
    }

    /** Access to the idle track for smoke tests; by default none. */
    default Previews previews() {
        return Previews.NONE;
    }

    /** Notices of people to all releases here: change windows, a stop. */
    default NamespaceNotices notices() {
        return NamespaceNotices.NONE;
    }

    /** Identity of this process, for audit and lock, such as {@code user@host}. */
    String identity();

    /**
     * Our user name at the platform's API server, such as {@code system:serviceaccount:ci:deployer}, by a request now. Empty
     * where there is no such request.
     *
     * @throws dev.bluegreen.model.PlatformException if the request fails
     */
    default Optional<String> authenticatedAs() {
        return Optional.empty();
    }

    /**
     * One value of a secret of the platform, such as a Kubernetes Secret, by a request now.
     *
     * @throws dev.bluegreen.model.ConfigurationException if the platform has no secrets, the secret does not exist, or has no
     *     such key
     * @throws dev.bluegreen.model.PlatformException if the request fails
     */
    default String secret(String name, String key) {
        throw new ConfigurationException(
                "secret: " + describe() + " has no secrets; refer to the environment or a file instead");
    }

    /** A new id for an operation: unique, a valid label value of at most 40 characters. */
    String newOperationId();

    /**
     * Hands over the operations under way before their process ends, and waits for their end. Every later call of a release here
     * is refused with a {@link dev.bluegreen.model.ClosedException}. Does not close the platform.
     *
     * @param within the longest wait; zero or more
     * @param handover the fate of the operations
     * @return a sentence for each operation that was under way: how it ended, or that it did not end in time
     * @throws dev.bluegreen.model.ConfigurationException if the duration is negative or longer than 10 years
     */
    default List<String> shutdown(Duration within, Handover handover) {
        return running().shutdown(describe(), within, handover);
    }

    /**
     * Does the same when this JVM ends, such as by SIGTERM, and logs the sentences. The duration should be shorter than the time
     * that the process is given to end: 30 s for a pod, unless its {@code terminationGracePeriodSeconds} says otherwise. A client
     * must not be closed by another hook.
     *
     * @return keeps the platform from doing so when closed; closing the platform has the same effect
     * @throws dev.bluegreen.model.ConfigurationException if the duration is negative or longer than 10 years
     * @throws dev.bluegreen.model.ClosedException if this JVM is ending already
     */
    default Subscription onJvmShutdown(Duration within, Handover handover) {
        return running().onJvmShutdown(describe(), within, handover);
    }

    /**
     * Aborts the operations under way and waits until they have settled, two minutes at most; then ends the watches. Objects
     * that were passed in, such as a client, stay open. Every later call of a release here is refused with a {@link
     * dev.bluegreen.model.ClosedException}.
     */
    @Override
    void close();
}
