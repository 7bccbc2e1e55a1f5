package dev.bluegreen.testkit.internal.patch;

/**
 * Who writes, as {@code managedFields} records it.
 *
 * @param operation {@code Apply} or {@code Update}
 * @param subresource empty for the object itself
 * @param time of the write, in RFC 3339
 */
public record Writer(String manager, String operation, String apiVersion, String subresource, String time) {

    /** True if both write into the same entry: the time does not tell owners apart. */
    boolean isSameOwner(Writer other) {
        return manager.equals(other.manager)
                && operation.equals(other.operation)
                && subresource.equals(other.subresource);
    }
}
