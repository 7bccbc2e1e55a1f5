package dev.bluegreen.fabric8;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Who wrote which field of a Service last, as its managedFields say. */
final class FieldOwners {

    private FieldOwners() {}

    /** The manager that owns one key of the selector, the latest if they are several; empty when nothing says. */
    static Optional<String> ofSelectorKey(Service service, String key) {
        return Stream.ofNullable(service.getMetadata().getManagedFields())
                .flatMap(entries -> entries.stream())
                .filter(entry -> owns(entry, key))
                .max(Comparator.comparing(entry -> String.valueOf(entry.getTime())))
                .map(ManagedFieldsEntry::getManager);
    }

    /** A selector is written as a whole, and listed without its keys; older servers list them. */
    private static boolean owns(ManagedFieldsEntry entry, String key) {
        return Optional.ofNullable(entry.getFieldsV1())
                .map(fields -> (Object) fields.getAdditionalProperties())
                .flatMap(fields -> member(fields, "f:spec"))
                .flatMap(spec -> member(spec, "f:selector"))
                .filter(selector -> selector.equals(Map.of())
                        || member(selector, "f:" + key).isPresent())
                .isPresent();
    }

    private static Optional<Object> member(Object tree, String name) {
        return tree instanceof Map<?, ?> map ? Optional.ofNullable(map.get(name)) : Optional.empty();
    }
}
