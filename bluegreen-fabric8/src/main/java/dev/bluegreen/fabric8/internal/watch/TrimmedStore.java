package dev.bluegreen.fabric8.internal.watch;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import java.util.function.UnaryOperator;

/** Stores watched objects in short: a namespace of 1,000 releases has thousands of pods. */
final class TrimmedStore<T extends HasMetadata> extends BasicItemStore<T> {

    private final UnaryOperator<T> reduce;

    TrimmedStore(UnaryOperator<T> reduce) {
        super(object -> object.getMetadata().getName());
        this.reduce = reduce;
    }

    @Override
    public T put(String key, T object) {
        return super.put(key, reduce.apply(object));
    }
}
