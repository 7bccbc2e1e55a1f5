package dev.bluegreen.spi;

import dev.bluegreen.check.PreflightDepth;
import dev.bluegreen.model.Finding;
import dev.bluegreen.model.Permission;
import dev.bluegreen.model.ReleaseSpec;
import dev.bluegreen.model.Track;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where releases live: one namespace of one cluster. Long-lived, thread-safe, shared by all releases there; owns what they
 * share, such as watches.
 */
public interface Platform extends AutoCloseable {

    /** Its name for people, such as cluster and namespace. */
    String describe();

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

    /** A new id for an operation: unique, a valid label value of at most 40 characters. */
    String newOperationId();

    /**
     * Aborts the operations under way and waits until they have settled, two minutes at most; then ends the watches. Objects
     * that were passed in, such as a client, stay open. Every later call of a release here is refused with a {@link
     * dev.bluegreen.model.ClosedException}.
     */
    @Override
    void close();
}
