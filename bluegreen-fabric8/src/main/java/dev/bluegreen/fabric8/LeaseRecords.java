package dev.bluegreen.fabric8;

import dev.bluegreen.fabric8.internal.api.Kube;
import dev.bluegreen.fabric8.internal.api.MetadataKeys;
import dev.bluegreen.fabric8.internal.world.Fields;
import dev.bluegreen.model.ConfigurationException;
import dev.bluegreen.model.Names;
import dev.bluegreen.model.PlatformException;
import dev.bluegreen.spi.RecordListing.Entry;
import dev.bluegreen.spi.RecordStore;
import dev.bluegreen.spi.StoredRecord;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records stored in Leases, one for each release: lock and record in one object, moved in one compare-and-set. Metadata of other
 * clients stays: a write starts from the Lease that was read.
 */
record LeaseRecords(Kube kube) implements RecordStore {

    private static final String PREFIX = "bluegreen-";
    private static final Map<String, String> OURS = Map.of(MetadataKeys.MANAGED_BY, MetadataKeys.FIELD_MANAGER);

    @Override
    public String describe(String release) {
        return "Lease/" + name(release);
    }

    @Override
    public Optional<StoredRecord> load(String release) {
        return kube.get(Lease.class, name(release)).map(LeaseRecords::record);
    }

    /** The records of this namespace. */
    List<Entry> list() {
        return entries(kube.list(Lease.class, OURS));
    }

    /** The records of all namespaces. */
    List<Entry> listEverywhere() {
        return entries(kube.listEverywhere(Lease.class, OURS));
    }

    private static List<Entry> entries(List<Lease> leases) {
        return leases.stream().flatMap(lease -> entry(lease).stream()).toList();
    }

    /** A Lease of another name is no record, whatever release its label names. */
    private static Optional<Entry> entry(Lease lease) {
        return Optional.ofNullable(lease.getMetadata().getLabels().get(MetadataKeys.RELEASE))
                .filter(release -> lease.getMetadata().getName().equals(PREFIX + release))
                .map(release -> new Entry(lease.getMetadata().getNamespace(), release, record(lease)));
    }

    @Override
    public StoredRecord compareAndSet(String release, Optional<StoredRecord> expected, StoredRecord next) {
        Lease written = expected.isPresent()
                ? update(release, lease(release, next, of(release, expected.get())))
                : kube.create(
                        Lease.class,
                        lease(
                                release,
                                next,
                                new LeaseBuilder()
                                        .withNewMetadata()
                                        .endMetadata()
                                        .build()));
        return record(written);
    }

    /** Updates the Lease. A missing one is a conflict; a retry finds out whether the namespace is missing, too. */
    private Lease update(String release, Lease lease) {
        try {
            return kube.update(Lease.class, lease);
        } catch (PlatformException e) {
            throw e.kind() == PlatformException.Kind.NOT_FOUND
                    ? new PlatformException(
                            PlatformException.Kind.CONFLICT,
                            describe(release) + " is gone: another client deleted it",
                            e)
                    : e;
        }
    }

    /** The Lease that a record was read from, or, where it comes without one, as it is now. */
    private Lease of(String release, StoredRecord expected) {
        return expected.source()
                .filter(Lease.class::isInstance)
                .map(Lease.class::cast)
                .or(() -> kube.get(Lease.class, name(release)))
                .filter(lease -> hasVersion(lease, expected.version()))
                .orElseThrow(() -> changed(release, expected.version()));
    }

    private static boolean hasVersion(Lease lease, String version) {
        return version.equals(lease.getMetadata().getResourceVersion());
    }

    private PlatformException changed(String release, String version) {
        return new PlatformException(
                PlatformException.Kind.CONFLICT,
                describe(release) + " is no longer at resourceVersion " + version + ": another client wrote it");
    }

    private static Lease lease(String release, StoredRecord next, Lease before) {
        return new LeaseBuilder(before)
                .editMetadata()
                .withName(name(release))
                .addToLabels(MetadataKeys.MANAGED_BY, MetadataKeys.FIELD_MANAGER)
                .addToLabels(MetadataKeys.RELEASE, release)
                .addToAnnotations(MetadataKeys.RECORD, next.json())
                .addToAnnotations(control(next))
                .removeFromAnnotations(next.control().isEmpty() ? MetadataKeys.CONTROL : "")
                .endMetadata()
                .editOrNewSpec()
                .withHolderIdentity(next.holder().orElse(null))
                .withAcquireTime(zoned(next.acquired()))
                .withRenewTime(zoned(next.renewed()))
                .withLeaseDurationSeconds(seconds(next.duration()))
                .withLeaseTransitions(transitions(next.token()))
                .endSpec()
                .build();
    }

    private static StoredRecord record(Lease lease) {
        LeaseSpec spec = Optional.ofNullable(lease.getSpec()).orElseGet(LeaseSpec::new);
        return StoredRecord.builder(
                        instant(spec.getAcquireTime()),
                        Duration.ofSeconds(orZero(spec.getLeaseDurationSeconds())),
                        Fields.annotations(lease).getOrDefault(MetadataKeys.RECORD, ""))
                .control(Fields.annotations(lease).getOrDefault(MetadataKeys.CONTROL, ""))
                .holder(Optional.ofNullable(spec.getHolderIdentity()).filter(holder -> !holder.isEmpty()))
                .renewed(instant(spec.getRenewTime()))
                .token(orZero(spec.getLeaseTransitions()))
                .version(lease.getMetadata().getResourceVersion())
                .source(lease)
                .build();
    }

    private static Map<String, String> control(StoredRecord next) {
        return next.control().isEmpty() ? Map.of() : Map.of(MetadataKeys.CONTROL, next.control());
    }

    static String name(String release) {
        return PREFIX + Names.requireDnsLabel("release", release);
    }

    /** A MicroTime: the API stores microseconds. */
    private static ZonedDateTime zoned(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atZone(ZoneOffset.UTC);
    }

    private static Instant instant(@Nullable ZonedDateTime time) {
        return time == null ? Instant.EPOCH : time.toInstant();
    }

    /** Whole seconds, at least one, as the API requires; rounded up, so that no process takes over early. */
    private static int seconds(Duration duration) {
        return Math.toIntExact(Math.max(1, duration.plusNanos(999_999_999).toSeconds()));
    }

    private static int transitions(long token) {
        if (token < 0 || token > Integer.MAX_VALUE) {
            throw new ConfigurationException("token: " + token + " does not fit a Lease, whose maximum is "
                    + Integer.MAX_VALUE + "; it was not written by bluegreen: set leaseTransitions of the Lease to 0");
        }
        return (int) token;
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
