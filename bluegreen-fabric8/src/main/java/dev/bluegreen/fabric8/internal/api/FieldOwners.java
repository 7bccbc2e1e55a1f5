package dev.bluegreen.fabric8.internal.api;

import dev.bluegreen.fabric8.internal.world.Fields;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Last writers of an object's fields, from its managedFields. */
public final class FieldOwners {

    private FieldOwners() {}

    /** The manager that owns one key of the selector, the latest if there are several; empty if unknown. */
    public static Optional<String> ofSelectorKey(Service service, String key) {
        return latest(service, entry -> owns(entry, key));
    }

    /**
     * The manager that gave one key of the selector its value: ourselves while we still own it, however many have applied the
     * same value since; otherwise the latest owner. Empty when nothing says.
     */
    public static Optional<String> writerOfSelectorKey(Service service, String key) {
        Optional<String> ours = latest(service, entry -> isOurs(entry) && owns(entry, key));
        return ours.or(() -> ofSelectorKey(service, key));
    }

    /** The manager that gave a field its value, by the same rule. */
    public static Optional<String> writer(HasMetadata object, ManagedField field) {
        Optional<String> ours = latest(object, entry -> isOurs(entry) && owns(entry, field));
        return ours.or(() -> owner(object, field));
    }

    /** The manager that owns a field, the latest if there are several; empty if unknown. */
    public static Optional<String> owner(HasMetadata object, ManagedField field) {
        return latest(object, entry -> owns(entry, field));
    }

    private static boolean owns(ManagedFieldsEntry entry, ManagedField field) {
        return field(entry, field.managedPath().toArray(String[]::new)).isPresent();
    }

    private static boolean isOurs(ManagedFieldsEntry entry) {
        return MetadataKeys.FIELD_MANAGER.equals(entry.getManager());
    }

    /** The manager that owns one label; empty if unknown, such as for a deleted label. */
    public static Optional<String> ofLabel(Service service, String key) {
        return latest(
                service,
                entry -> field(entry, "f:metadata", "f:labels", "f:" + key).isPresent());
    }

    /** The writer of the ports, as the end of a sentence; removing a port leaves no trace. */
    public static String ofPorts(Service service) {
        Optional<String> last = ofLastWrite(service);
        Optional<String> owner = latest(service, FieldOwners::ownsPorts);
        return last.filter(manager -> owner.equals(last))
                .map(manager -> ", written by " + manager)
                .or(() -> last.map(manager -> "; " + manager + " wrote to it last"))
                .orElse(", written by another client");
    }

    private static boolean ownsPorts(ManagedFieldsEntry entry) {
        return field(entry, "f:spec", "f:ports").isPresent();
    }

    /** The last manager other than ours: removing a field leaves no other trace, and often not even that. */
    public static Optional<String> ofLastWrite(HasMetadata object) {
        return latest(object, entry -> true).filter(manager -> !manager.equals(MetadataKeys.FIELD_MANAGER));
    }

    /** Time of the last write, as far as it is known; status counts too. */
    public static Optional<Instant> timeOfLastWrite(HasMetadata object) {
        Stream<String> written =
                Fields.each(object.getMetadata().getManagedFields()).map(entry -> String.valueOf(entry.getTime()));
        return Stream.concat(Stream.ofNullable(object.getMetadata().getCreationTimestamp()), written)
                .flatMap(time -> parsed(time).stream())
                .max(Comparator.naturalOrder());
    }

    private static Optional<Instant> parsed(String time) {
        try {
            return Optional.of(Instant.parse(time));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** True if the entry owns a selector key: servers list the selector as a whole, older ones its keys. */
    private static boolean owns(ManagedFieldsEntry entry, String key) {
        return field(entry, "f:spec", "f:selector")
                .filter(selector -> selector.equals(Map.of())
                        || Fields.at(selector, "f:" + key).isPresent())
                .isPresent();
    }

    private static Optional<String> latest(HasMetadata object, Predicate<ManagedFieldsEntry> which) {
        return Stream.ofNullable(object.getMetadata().getManagedFields())
                .flatMap(entries -> entries.stream())
                .filter(which)
                .max(Comparator.comparing(entry -> String.valueOf(entry.getTime())))
                .map(ManagedFieldsEntry::getManager);
    }

    private static Optional<Object> field(ManagedFieldsEntry entry, String... path) {
        return Optional.ofNullable(entry.getFieldsV1())
                .flatMap(fields -> Fields.at(fields.getAdditionalProperties(), path));
    }
}
