package dev.bluegreen.fabric8.internal.rule;

import dev.bluegreen.model.PlatformException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A read that was made before it was needed. A failure other than a refusal is not kept: the read is made again.
 *
 * @param again makes it
 */
record ReadAhead<T>(Optional<List<T>> found, Optional<PlatformException> refused, Supplier<List<T>> again)
        implements Supplier<List<T>> {

    static <T> ReadAhead<T> of(Supplier<List<T>> read) {
        try {
            return new ReadAhead<>(Optional.of(read.get()), Optional.empty(), read);
        } catch (PlatformException e) {
            return new ReadAhead<>(
                    Optional.empty(),
                    Optional.of(e).filter(error -> error.kind() == PlatformException.Kind.FORBIDDEN),
                    read);
        }
    }

    @Override
    public List<T> get() {
        refused.ifPresent(error -> {
            throw error;
        });
        return found.orElseGet(again);
    }
}
